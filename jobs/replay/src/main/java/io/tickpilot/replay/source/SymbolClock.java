package io.tickpilot.replay.source;

/**
 * What the bridge's clock would have read when a symbol's events were sequenced, from nothing but their event times: the
 * latest so far.
 */
final class SymbolClock {
    static final long SECOND_MICROS = 1_000_000L;

    /**
     * A symbol that is silent for longer gets no more clock events until it ticks again. By then every bar is closed, the
     * longest being an hour, and a clock event changes nothing; a weekend would have 170,000 of them.
     */
    static final long QUIET_MICROS = 3_602 * SECOND_MICROS;

    /** Longer than a holiday weekend: a step ahead that is not believed without a witness, as in the bridge. */
    private static final long LEAP_MICROS = 4L * 86_400_000_000L;

    private long micros;
    private long silentSinceMicros;
    private long nextSecondMicros;

    SymbolClock(long firstMicros) {
        micros = firstMicros;
        silentSinceMicros = firstMicros;
        nextSecondMicros = secondOf(firstMicros) + SECOND_MICROS;
    }

    /** Whether a time is so far ahead that it takes another tick to believe it; one broken stamp would else make every later tick late. */
    boolean isLeap(long eventTimeMicros) {
        return eventTimeMicros - micros > LEAP_MICROS;
    }

    void observe(long eventTimeMicros) {
        if (eventTimeMicros > micros) {
            silentSinceMicros = micros;
            micros = eventTimeMicros;
        }
    }

    /** Log time of the tick just observed. */
    long micros() {
        return micros;
    }

    /** Time of the clock event due at or before a time, {@link Long#MIN_VALUE} when none is. */
    long secondDueBy(long untilMicros) {
        if (nextSecondMicros > untilMicros) {
            return Long.MIN_VALUE;
        }
        long due = nextSecondMicros;
        if (due - silentSinceMicros > QUIET_MICROS) {
            due = secondOf(untilMicros);
        }
        nextSecondMicros = due + SECOND_MICROS;
        return due;
    }

    private static long secondOf(long timeMicros) {
        return Math.floorDiv(timeMicros, SECOND_MICROS) * SECOND_MICROS;
    }
}
