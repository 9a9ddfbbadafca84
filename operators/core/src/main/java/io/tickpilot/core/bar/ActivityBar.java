package io.tickpilot.core.bar;

/**
 * A closed bar that activity ended, see {@link ActivityBarBuilder}.
 *
 * @param spec canonical text of the {@link BarSpec}
 * @param startMicros time of its first tick or trade, epoch microseconds, UTC; not before the end of the bar before
 * @param endMicros time of its last tick or trade, inclusive; not before {@code startMicros}
 * @param ticks number of quotes in it; 0 when trades alone filled it, at the quote that stood
 * @param bidVolume sum of bid sizes, as {@code askVolume} of ask sizes; 0 when the source gives none
 * @param tradeVolume sum of the sizes of trades; 0 for bars that do not count trades
 */
public record ActivityBar(
        String symbol,
        String spec,
        long startMicros,
        long endMicros,
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
        double askVolume,
        double tradeVolume)
        implements BarView {}
