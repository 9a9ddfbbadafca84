package io.tickpilot.core.bar;

/**
 * A closed bar of bid and ask. No bar exists for an interval without ticks.
 *
 * @param startMicros start of the interval, epoch microseconds, UTC; its end is exclusive
 * @param ticks number of ticks in it, at least 1
 * @param bidVolume sum of bid sizes, as {@code askVolume} of ask sizes; 0 when the source gives none
 */
public record Bar(
        String symbol,
        Timeframe timeframe,
        long startMicros,
        double bidOpen,
        double bidHigh,
        double bidLow,
        double bidClose,
        double askOpen,
        double askHigh,
        double askLow,
        double askClose,
        int ticks,
        double bidVolume,
        double askVolume)
        implements BarView {

    public long endMicros() {
        return startMicros + timeframe.micros();
    }

    /** Intervals without a tick between an earlier bar of the same symbol and timeframe and this one: 0 when they touch. */
    public long missingSince(Bar before) {
        return timeframe.count(before.endMicros(), startMicros);
    }
}
