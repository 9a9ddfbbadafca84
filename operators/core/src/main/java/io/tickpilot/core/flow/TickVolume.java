package io.tickpilot.core.flow;

/** How much a quote counts for. */
public final class TickVolume {
    private TickVolume() {}

    /** Sum of the sizes that are positive and finite; a tick without any counts 1. */
    public static double of(double bidSize, double askSize) {
        double sum = counted(bidSize) + counted(askSize);
        return isCounted(sum) ? sum : 1;
    }

    /** {@code (bidSize - askSize) / (bidSize + askSize)}, -1..1; NaN without sizes. */
    static double imbalance(double bidSize, double askSize) {
        double bid = counted(bidSize);
        double ask = counted(askSize);
        return isCounted(bid + ask) ? (bid - ask) / (bid + ask) : Double.NaN;
    }

    static boolean isCounted(double size) {
        return size > 0 && size < Double.POSITIVE_INFINITY;
    }

    private static double counted(double size) {
        return isCounted(size) ? size : 0;
    }
}
