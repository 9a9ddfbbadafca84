package io.tickpilot.core.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Builds the tick, volume or dollar bars of one symbol (Lopez de Prado 2018, Advances in Financial Machine Learning, ch. 2).
 * The tick or trade that reaches the threshold belongs to the bar whole and completes it; what it brings in excess is not
 * carried over, so a bar may hold more than the threshold and the next one starts from nothing. Only activity ends a bar: it
 * spans daily breaks and weekends, and no clock closes it.
 *
 * <p><b>Late ticks</b> that validation lets through count like any other. Their time counts as the newest time so far, so
 * starts and ends never run backwards and bars never overlap.
 *
 * <p><b>Trades</b> count for bars of {@link BarSpec#countsTrades} and are left out by all others. Prices are those of quotes: a
 * trade before the very first quote is left out, and a trade that opens a bar opens it at the quote that stands.
 *
 * <p>The caller closes a complete bar before it adds more:
 *
 * <pre>{@code
 * builder.add(timeMicros, bid, ask, bidSize, askSize);
 * if (builder.isComplete()) {
 *   listener.onClosed(builder.close());
 * }
 * }</pre>
 *
 * Not thread-safe. O(1) a tick and, but for closed bars, free of allocation.
 */
public final class ActivityBarBuilder extends FormingBar {
    /** Sums of doubles may end a hair below the number they mean, as ten times 0.1 does: so much of it is forgiven. */
    private static final double FORGIVEN = 1e-9;

    private final String symbol;
    private final BarSpec spec;
    private final BarSpec.Unit unit;
    private final boolean countsTrades;
    private final double enough;

    private boolean forming;
    private double amount;
    private double tradeVolume;

    /** @param spec not of time bars */
    public ActivityBarBuilder(String symbol, BarSpec spec) {
        if (spec.isTime()) {
            throw new IllegalArgumentException("bars must be of activity: " + spec);
        }
        this.symbol = symbol;
        this.spec = spec;
        this.unit = spec.unit();
        this.countsTrades = spec.countsTrades();
        this.enough = unit == BarSpec.Unit.TICKS ? spec.threshold() : spec.threshold() * (1 - FORGIVEN);
    }

    /** Whether a bar is open, which is from its first tick or trade on until it is closed. */
    public boolean isForming() {
        return forming;
    }

    /** Whether the forming bar has reached its threshold and must be closed. */
    public boolean isComplete() {
        return amount >= enough;
    }

    /**
     * Joins a quote to the forming bar or opens one with it.
     *
     * @param bidSize counted when it is a positive, finite number, as is {@code askSize}
     */
    public void add(long timeMicros, double bid, double ask, double bidSize, double askSize) {
        reach(timeMicros, bid, ask);
        join(bid, ask, bidSize, askSize);
        amount += switch (unit) {
            case TICKS -> 1;
            case VOLUME -> counted(bidSize) + counted(askSize);
            case DOLLAR -> counted(bid * bidSize) + counted(ask * askSize);
            case TIME, TRADE_VOLUME, TRADE_DOLLAR -> 0;
        };
    }

    /**
     * Joins a trade to the forming bar or opens one with it, if it counts here.
     *
     * @param size counted when it is a positive, finite number
     */
    public void addTrade(long timeMicros, double price, double size) {
        if (!countsTrades || endMicros == Long.MIN_VALUE || counted(size) == 0) {
            return;
        }
        reach(timeMicros, bidClose(), askClose());
        tradeVolume += size;
        amount += unit == BarSpec.Unit.TRADE_VOLUME ? size : counted(price * size);
    }

    private void reach(long timeMicros, double bid, double ask) {
        if (isComplete()) {
            throw new IllegalStateException("bar is complete and was not closed: symbol=" + symbol + " bars=" + spec);
        }
        endMicros = Math.max(endMicros, timeMicros);
        if (!forming) {
            forming = true;
            startMicros = endMicros;
            open(bid, ask);
        }
    }

    /** Ends the forming bar, complete or not. Until the next one opens, this still shows its prices and its volumes of quotes. */
    public ActivityBar close() {
        if (!forming) {
            throw new IllegalStateException("no bar is forming: symbol=" + symbol + " bars=" + spec);
        }
        ActivityBar bar = new ActivityBar(
                symbol,
                spec.toString(),
                startMicros,
                endMicros,
                bidOpen(),
                bidHigh(),
                bidLow(),
                bidClose(),
                askOpen(),
                askHigh(),
                askLow(),
                askClose(),
                ticks,
                bidVolume(),
                askVolume(),
                tradeVolume);
        forming = false;
        ticks = 0;
        amount = 0;
        tradeVolume = 0;
        return bar;
    }

    public BarSpec spec() {
        return spec;
    }

    /** Time of the newest tick or trade, {@link Long#MIN_VALUE} before the first quote. */
    public long endMicros() {
        return endMicros;
    }

    /** What the forming bar has counted so far towards {@link BarSpec#threshold}, in its unit. */
    public double amount() {
        return amount;
    }

    /** Sum of the sizes of the forming bar's trades; 0 for bars that do not count trades. */
    public double tradeVolume() {
        return tradeVolume;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        super.writeTo(out);
        out.writeBoolean(forming);
        out.writeDouble(amount);
        out.writeDouble(tradeVolume);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        super.readFrom(in);
        forming = in.readBoolean();
        amount = in.readDouble();
        tradeVolume = in.readDouble();
    }
}
