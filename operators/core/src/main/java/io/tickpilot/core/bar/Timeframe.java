package io.tickpilot.core.bar;

/** Widths of time bars. A bar starts at a multiple of its width since the epoch, UTC, and is labelled by its start. */
public enum Timeframe {
    S1(1),
    M1(60),
    M5(300),
    M15(900),
    H1(3600);

    private final long micros;

    Timeframe(long seconds) {
        this.micros = seconds * 1_000_000L;
    }

    public long micros() {
        return micros;
    }

    /** Start of the bar that holds the given time. */
    public long startOf(long timeMicros) {
        return Math.floorDiv(timeMicros, micros) * micros;
    }

    /** How many of its intervals fit between two of its boundaries. */
    long count(long fromMicros, long toMicros) {
        return (toMicros - fromMicros) / micros;
    }
}
