package io.tickpilot.core.feature;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Everything known about the market of one symbol. */
public final class MarketState {

    private final String symbol;

    private MarketState(String symbol) {
        this.symbol = symbol;
    }

    /** Nothing seen yet. A symbol that the catalogue lacks is rejected tick by tick. */
    public static MarketState empty(String symbol, InstrumentCatalogue catalogue, ValidationSettings settings) {
        return new MarketState(symbol);
    }

    public static MarketState readFrom(DataInput in, InstrumentCatalogue catalogue, ValidationSettings settings)
            throws IOException {
        return new MarketState(in.readUTF());
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeUTF(symbol);
    }

    public String symbol() {
        return symbol;
    }

    public void onTick(SequencedEvent event, MarketListener listener) {}

    public void onClock(long micros, MarketListener listener) {}

    public void onEnd(long micros, MarketListener listener) {}

    /** Bid of the newest accepted tick, NaN before the first. */
    public double bid() {
        return Double.NaN;
    }

    public double ask() {
        return Double.NaN;
    }

    public double spread() {
        return ask() - bid();
    }

    /** Newest event time accepted, {@link Long#MIN_VALUE} before the first. */
    public long lastTickMicros() {
        return Long.MIN_VALUE;
    }

    /** Wilder's ATR(14) of the closed bid bars, NaN before 15 of them. */
    public double atr(Timeframe timeframe) {
        return Double.NaN;
    }

    /** Rank of ATR(M1) in 0..1 within its own last month, NaN before 100 observations. */
    public double atrRank() {
        return Double.NaN;
    }

    /** Whether {@link #fill} would succeed. */
    public boolean isWarm() {
        return false;
    }

    /** @return false, with the window untouched, while not warm */
    public boolean fill(FeatureSchema schema, float[] window) {
        return false;
    }
}
