package io.tickpilot.core.flow;

import io.tickpilot.core.indicator.Indicator;
import io.tickpilot.core.market.Side;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Buying against selling: over the last n closed bars and the forming one, in a bar, and since the trading day's start. In the
 * units of the counted volume.
 *
 * <p>Quotes are signed by the tick rule: a mid above the one before is a buy, below it a sale, the same keeps the last sign;
 * quotes before the first change have none and count for neither. Trades are signed by their aggressor. Source: Lee and Ready
 * 1991, Inferring Trade Direction from Intraday Data.
 */
public final class OrderFlow implements Indicator {
    /** What a mid may differ by, as a share of it, and still be the same: two sums of rounded prices seldom are to the bit. */
    private static final double SAME_MID = 1e-14;

    /** What counts as volume. It stays the same for life, and so does the meaning of the outputs. */
    public enum Source {
        /** Quotes, each with {@link TickVolume}. */
        QUOTES,
        /** Trades, each with its size. */
        TRADES
    }

    private final int bars;
    private final Source source;
    private final SlidingSum closedBuys;
    private final SlidingSum closedSales;

    private int closedBars;
    private boolean forming;
    private double buys;
    private double sales;
    private double lastBarDelta = Double.NaN;
    private boolean dayKnown;
    private long day;
    private double dayDelta;
    private double lastMids = Double.NaN;
    private int lastSign;
    private double quoteImbalance = Double.NaN;

    public OrderFlow(int bars, Source source) {
        if (bars < 1) {
            throw new IllegalArgumentException("bars must be at least 1: " + bars);
        }
        this.bars = bars;
        this.source = source;
        this.closedBuys = new SlidingSum(bars);
        this.closedSales = new SlidingSum(bars);
    }

    /** Takes in a quote of the forming bar. Sizes are unknown unless positive and finite. */
    public void addQuote(double bid, double ask, double bidSize, double askSize) {
        forming = true;
        quoteImbalance = TickVolume.imbalance(bidSize, askSize);
        double mids = bid + ask;
        if (Double.isNaN(lastMids)) {
            lastMids = mids;
        } else if (Math.abs(mids - lastMids) > SAME_MID * Math.abs(mids)) {
            lastSign = mids > lastMids ? 1 : -1;
            lastMids = mids;
        }
        if (source == Source.QUOTES) {
            count(lastSign, TickVolume.of(bidSize, askSize));
        }
    }

    /** Takes in a trade of the forming bar. It changes nothing when quotes are the source, or when its size is not positive. */
    public void addTrade(double size, Side aggressor) {
        if (source == Source.TRADES && TickVolume.isCounted(size)) {
            forming = true;
            count(aggressor.sign(), size);
        }
    }

    private void count(int sign, double volume) {
        if (sign > 0) {
            buys += volume;
        } else if (sign < 0) {
            sales += volume;
        }
        dayDelta += sign * volume;
    }

    /** Ends the forming bar, and with it the oldest of the window. */
    public void barClosed() {
        closedBuys.add(buys);
        closedSales.add(sales);
        closedBars = Math.min(closedBars + 1, bars);
        lastBarDelta = buys - sales;
        buys = 0;
        sales = 0;
        forming = false;
    }

    /**
     * Tells the day of what follows; with a new one {@link #cumulativeDelta} starts over.
     *
     * @param dayNumber counts up; one that is over, of a late tick, changes nothing
     */
    public void tradingDay(long dayNumber) {
        if (!dayKnown || dayNumber > day) {
            dayKnown = true;
            day = dayNumber;
            dayDelta = 0;
        }
    }

    /** Bought less sold volume of the window. NaN before n closed bars. */
    public double signedVolume() {
        return closedBars < bars ? Double.NaN : finite(bought() - sold());
    }

    /** {@code (bought - sold) / (bought + sold)} of the window, -1..1; 0 without volume. NaN before n closed bars. */
    public double imbalance() {
        if (closedBars < bars) {
            return Double.NaN;
        }
        double both = bought() + sold();
        return both == 0 ? 0 : finite((bought() - sold()) / both);
    }

    /** Bought less sold volume of the forming bar, or of the last closed one when none forms. NaN before the first tick. */
    public double barDelta() {
        return finite(forming ? buys - sales : lastBarDelta);
    }

    /** Bought less sold volume since the trading day's start, or since the first tick in it. NaN before any day is told. */
    public double cumulativeDelta() {
        return dayKnown ? finite(dayDelta) : Double.NaN;
    }

    /** {@code (bid size - ask size) / (bid size + ask size)} of the newest quote, -1..1. NaN when it has no sizes. */
    public double quoteImbalance() {
        return quoteImbalance;
    }

    /** Closed bars until {@link #signedVolume()} and {@link #imbalance()} are there; the others say when they are. */
    @Override
    public int warmUp() {
        return bars;
    }

    private double bought() {
        return closedBuys.value() + buys;
    }

    private double sold() {
        return closedSales.value() + sales;
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.NaN;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        closedBuys.writeTo(out);
        closedSales.writeTo(out);
        out.writeInt(closedBars);
        out.writeBoolean(forming);
        out.writeDouble(buys);
        out.writeDouble(sales);
        out.writeDouble(lastBarDelta);
        out.writeBoolean(dayKnown);
        out.writeLong(day);
        out.writeDouble(dayDelta);
        out.writeDouble(lastMids);
        out.writeByte(lastSign);
        out.writeDouble(quoteImbalance);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        closedBuys.readFrom(in);
        closedSales.readFrom(in);
        closedBars = in.readInt();
        forming = in.readBoolean();
        buys = in.readDouble();
        sales = in.readDouble();
        lastBarDelta = in.readDouble();
        dayKnown = in.readBoolean();
        day = in.readLong();
        dayDelta = in.readDouble();
        lastMids = in.readDouble();
        lastSign = in.readByte();
        quoteImbalance = in.readDouble();
    }
}
