package io.tickpilot.training.dataset;

import org.jspecify.annotations.Nullable;

/** A window whose future is still being watched: a buy's and a sell's outcome, settled tick by tick. */
final class OpenBarriers {
    private final String symbol;
    private final long startMicros;
    private final long endMicros;
    private final float[] window;
    private final double entryBid;
    private final double entryAsk;
    private final double distance;

    private double buyReturn = Double.NaN;
    private double sellReturn = Double.NaN;

    OpenBarriers(
            String symbol,
            long startMicros,
            long horizonMicros,
            float[] window,
            double entryBid,
            double entryAsk,
            double distance) {
        this.symbol = symbol;
        this.startMicros = startMicros;
        this.endMicros = startMicros + horizonMicros;
        this.window = window;
        this.entryBid = entryBid;
        this.entryAsk = entryAsk;
        this.distance = distance;
    }

    /** @return the sample once this quote has settled it, else null */
    @Nullable
    Sample onQuote(long timeMicros, double bid, double ask) {
        double buy = (bid - entryAsk) / distance;
        double sell = (entryBid - ask) / distance;
        boolean expired = timeMicros >= endMicros;
        if (Double.isNaN(buyReturn) && (expired || Math.abs(buy) >= 1)) {
            buyReturn = cut(buy);
        }
        if (Double.isNaN(sellReturn) && (expired || Math.abs(sell) >= 1)) {
            sellReturn = cut(sell);
        }
        if (Double.isNaN(buyReturn) || Double.isNaN(sellReturn)) {
            return null;
        }
        // Both cannot win: a trade's target lies beyond the other's stop by twice the spread.
        Label label = buyReturn >= 1 ? Label.BUY : sellReturn >= 1 ? Label.SELL : Label.HOLD;
        return new Sample(symbol, startMicros, timeMicros, window, label, buyReturn, sellReturn);
    }

    /** Targets are limit orders: never better than the barrier. Stops slip with the market. */
    private static double cut(double outcome) {
        return Math.min(1, outcome);
    }
}
