package io.tickpilot.training.dataset;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.training.dataset.LabelSettings.Method;
import org.jspecify.annotations.Nullable;

/** A window whose future is still being watched: a buy's and a sell's outcome, settled quote by quote or bar by bar. */
final class OpenLabel {
    /** Place of the window. */
    final int place;

    private final String symbol;
    private final long startMicros;
    private final long endMicros;
    private final Entry entry;
    private final LabelSettings settings;
    /** Price distance of one unit of return. */
    private final double unit;

    private double buyReturn = Double.NaN;
    private double sellReturn = Double.NaN;
    private double lowestBid = Double.POSITIVE_INFINITY;
    private double highestBid = Double.NEGATIVE_INFINITY;
    private double lowestAsk = Double.POSITIVE_INFINITY;
    private double highestAsk = Double.NEGATIVE_INFINITY;

    OpenLabel(String symbol, int place, long startMicros, Entry entry, LabelSettings settings, long barMicros) {
        this.symbol = symbol;
        this.place = place;
        this.startMicros = startMicros;
        this.endMicros = startMicros + settings.horizonBars() * barMicros;
        this.entry = entry;
        this.settings = settings;
        this.unit = settings.unitAtr() * entry.atr();
    }

    /** @return the sample once this quote has settled it, else null */
    @Nullable
    Sample onQuote(long timeMicros, double bid, double ask) {
        stretch(bid, bid, ask, ask);
        double buy = (bid - entry.ask()) / unit;
        double sell = (entry.bid() - ask) / unit;
        boolean expired = timeMicros >= endMicros;
        boolean barriers = settings.method() == Method.TRIPLE_BARRIER;
        if (Double.isNaN(buyReturn) && (expired || (barriers && Math.abs(buy) >= 1))) {
            buyReturn = cut(buy);
        }
        if (Double.isNaN(sellReturn) && (expired || (barriers && Math.abs(sell) >= 1))) {
            sellReturn = cut(sell);
        }
        return settled(timeMicros, bid, ask);
    }

    /**
     * The same for a whole bar whose quotes are not known. Where it reaches both target and stop, the stop came first; a bar
     * that opens beyond the stop fills it at the open, one that opens beyond the target at the target.
     *
     * @return the sample once this bar has settled it, else null
     */
    @Nullable
    Sample onBar(Bar bar) {
        stretch(bar.bidLow(), bar.bidHigh(), bar.askLow(), bar.askHigh());
        boolean expired = bar.endMicros() >= endMicros;
        if (Double.isNaN(buyReturn)) {
            buyReturn = within(
                    (bar.bidOpen() - entry.ask()) / unit,
                    (bar.bidLow() - entry.ask()) / unit,
                    (bar.bidHigh() - entry.ask()) / unit,
                    (bar.bidClose() - entry.ask()) / unit,
                    expired);
        }
        if (Double.isNaN(sellReturn)) {
            sellReturn = within(
                    (entry.bid() - bar.askOpen()) / unit,
                    (entry.bid() - bar.askHigh()) / unit,
                    (entry.bid() - bar.askLow()) / unit,
                    (entry.bid() - bar.askClose()) / unit,
                    expired);
        }
        return settled(bar.endMicros(), bar.bidClose(), bar.askClose());
    }

    /** @return the trade's outcome, NaN while it is open */
    private double within(double open, double worst, double best, double close, boolean expired) {
        if (settings.method() == Method.TRIPLE_BARRIER) {
            if (worst <= -1) {
                return Math.min(-1, open);
            }
            if (best >= 1) {
                return 1;
            }
        }
        return expired ? cut(close) : Double.NaN;
    }

    private void stretch(double bidLow, double bidHigh, double askLow, double askHigh) {
        lowestBid = Math.min(lowestBid, bidLow);
        highestBid = Math.max(highestBid, bidHigh);
        lowestAsk = Math.min(lowestAsk, askLow);
        highestAsk = Math.max(highestAsk, askHigh);
    }

    private @Nullable Sample settled(long timeMicros, double bid, double ask) {
        if (Double.isNaN(buyReturn) || Double.isNaN(sellReturn)) {
            return null;
        }
        double atr = entry.atr();
        Outcome outcome = new Outcome(
                buyReturn,
                sellReturn,
                ((bid + ask) / 2 - entry.mid()) / atr,
                Math.max(0, entry.ask() - lowestBid) / atr,
                Math.max(0, highestAsk - entry.bid()) / atr,
                Math.max(0, highestBid - entry.ask()) / atr,
                Math.max(0, entry.bid() - lowestAsk) / atr);
        return new Sample(symbol, startMicros, timeMicros, label(), entry, outcome, 1);
    }

    /** Both cannot win: a trade's target lies beyond the other's stop by twice the spread. */
    private Label label() {
        if (settings.method() == Method.FIXED_HORIZON) {
            return buyReturn > settings.distanceAtr()
                    ? Label.BUY
                    : sellReturn > settings.distanceAtr() ? Label.SELL : Label.HOLD;
        }
        return buyReturn >= 1 ? Label.BUY : sellReturn >= 1 ? Label.SELL : Label.HOLD;
    }

    /** Targets are limit orders: never better than the barrier. Stops slip with the market. */
    private double cut(double outcome) {
        return settings.method() == Method.TRIPLE_BARRIER ? Math.min(1, outcome) : outcome;
    }
}
