package io.tickpilot.core.feature;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.BarSeries;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.indicator.Atr;
import io.tickpilot.core.indicator.MonthlyRank;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.TickValidator;
import io.tickpilot.core.market.ValidationSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Everything known about the market of one symbol: validation, forming bars, indicators, the feature window. A pure function of
 * the events it was given in their order, the same in the live job, in replay and in training. Not thread-safe. O(1) a tick
 * and, but for closed bars and rejects, free of allocation.
 *
 * <p>Warm-up in closed M1 bars: {@link #atr} 15, {@link #fill} 93 (34 for the first row and 59 more; 92 and a forming one
 * do as well), {@link #atrRank} 114.
 */
public final class MarketState {
    /** Versions of the written state: 1 first release. */
    private static final int VERSION = 1;

    private static final int ATR_PERIOD = 14;
    private static final FeatureSchema SCHEMA = FeatureSchema.technicalV1();

    private final String symbol;
    private final TickValidator validator;
    private final long clockGraceMicros;
    private final BarSeries bars;
    private final Atr[] atrs = new Atr[Timeframe.values().length];
    private final MonthlyRank atrHistory = new MonthlyRank();
    private final TechnicalFeatures features;

    private double bid = Double.NaN;
    private double ask = Double.NaN;
    private double atrRank = Double.NaN;

    private final Relay relay = new Relay();
    private final BarSeries.Listener takeIn = this::takeIn;
    private final BarSeries.Listener pass = bar -> relay.target.onBar(bar);

    /** Hands the validator's verdicts on to the listener of the running call. */
    private final class Relay implements TickValidator.Listener {
        MarketListener target = Nobody.INSTANCE;

        @Override
        public void onAccepted(SequencedEvent event, Tick tick) {
            long time = tick.eventTimeMicros();
            bid = tick.bid();
            ask = tick.ask();
            if (bars.endsBy(time)) {
                bars.close(time, takeIn, pass);
            }
            bars.add(time, bid, ask, tick.bidSize(), tick.askSize());
            target.onAccepted(event);
        }

        @Override
        public void onRejected(DeadLetter deadLetter) {
            target.onDeadLetter(deadLetter);
        }
    }

    private MarketState(String symbol, InstrumentCatalogue catalogue, ValidationSettings settings) {
        Instrument instrument = catalogue.find(symbol);
        this.symbol = symbol;
        this.validator = new TickValidator(instrument, settings);
        this.clockGraceMicros = settings.clockGraceMicros();
        this.bars = new BarSeries(symbol);
        this.features = new TechnicalFeatures(instrument == null ? 1 : instrument.point());
        for (int i = 0; i < atrs.length; i++) {
            atrs[i] = new Atr(ATR_PERIOD);
        }
    }

    /** Nothing seen yet. A symbol that the catalogue lacks is refused tick by tick. */
    public static MarketState empty(String symbol, InstrumentCatalogue catalogue, ValidationSettings settings) {
        return new MarketState(symbol, catalogue, settings);
    }

    public String symbol() {
        return symbol;
    }

    /**
     * Takes in a tick. In this order: the quote changes, bars that it ends are closed, it joins the forming bars, {@link
     * MarketListener#onAccepted}; once more so when a held tick is released first.
     *
     * @param event carries a {@link Tick} of this symbol
     */
    public void onTick(SequencedEvent event, MarketListener listener) {
        if (!(event.event() instanceof Tick tick)) {
            throw new IllegalArgumentException("not a tick: " + event);
        }
        relay.target = listener;
        validator.onTick(event, tick, relay);
        relay.target = Nobody.INSTANCE;
    }

    /** Closes bars whose end is the clock's grace [250 ms] or more ago, as a quiet market gives no tick that would. */
    public void onClock(long micros, MarketListener listener) {
        closeBars(micros - clockGraceMicros, listener);
    }

    /** Nothing follows: a tick still held is refused, and bars that end at or before this time are closed. */
    public void onEnd(long micros, MarketListener listener) {
        relay.target = listener;
        validator.onEnd(relay);
        closeBars(micros, listener);
    }

    private void closeBars(long micros, MarketListener listener) {
        if (bars.endsBy(micros)) {
            relay.target = listener;
            bars.close(micros, takeIn, pass);
        }
        relay.target = Nobody.INSTANCE;
    }

    private void takeIn(Bar bar) {
        Atr atr = atrs[bar.timeframe().ordinal()];
        atr.add(bar.bidHigh(), bar.bidLow(), bar.bidClose());
        if (bar.timeframe() == SCHEMA.timeframe()) {
            features.add(bar);
            double relative = atr.value() / bar.bidClose();
            if (!Double.isNaN(relative)) {
                atrHistory.add(bar.startMicros(), relative);
                atrRank = atrHistory.rank(relative);
            }
        }
    }

    /** Bid of the newest accepted tick, NaN before the first; likewise {@link #ask()}. */
    public double bid() {
        return bid;
    }

    public double ask() {
        return ask;
    }

    /** Ask minus bid; negative when crossed quotes are kept. */
    public double spread() {
        return ask - bid;
    }

    /** Newest event time of an accepted tick, {@link Long#MIN_VALUE} before the first. */
    public long lastTickMicros() {
        return validator.newestMicros();
    }

    /** Wilder's ATR(14) of the closed bid bars, in price units; NaN before 15 of them. */
    public double atr(Timeframe timeframe) {
        return atrs[timeframe.ordinal()].value();
    }

    /**
     * Share, 0..1, of the M1 bars of the last 30 days, this one included, whose ATR was a smaller part of their price; NaN
     * before {@value MonthlyRank#MIN_OBSERVATIONS} of them. Changes as an M1 bar closes.
     */
    public double atrRank() {
        return atrRank;
    }

    /** Whether {@link #fill} would succeed now. */
    public boolean isWarm() {
        return features.isWarm(bars.forming(SCHEMA.timeframe()).isForming());
    }

    /**
     * Writes the feature window as of now, row-major, oldest bar first. The newest row is the forming bar's; between a bar's
     * close and the next tick it is that of the bar just closed.
     *
     * @param window of {@link FeatureSchema#size()} floats
     * @return false, with the window untouched, while not warm
     * @throws IllegalArgumentException for a schema this state does not compute
     */
    public boolean fill(FeatureSchema schema, float[] window) {
        if (schema != SCHEMA && !schema.hash().equals(SCHEMA.hash())) {
            throw new IllegalArgumentException("unknown feature schema: " + schema.name() + " " + schema.hash());
        }
        if (!isWarm()) {
            return false;
        }
        features.fill(bars.forming(SCHEMA.timeframe()), window);
        return true;
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(VERSION);
        out.writeUTF(symbol);
        out.writeDouble(bid);
        out.writeDouble(ask);
        out.writeDouble(atrRank);
        validator.writeTo(out);
        bars.writeTo(out);
        for (Atr atr : atrs) {
            atr.writeTo(out);
        }
        atrHistory.writeTo(out);
        features.writeTo(out);
    }

    /**
     * Restores what {@link #writeTo} wrote; from there on it behaves as the original.
     *
     * @param catalogue of today, as are the settings: both may have changed since
     */
    public static MarketState readFrom(DataInput in, InstrumentCatalogue catalogue, ValidationSettings settings)
            throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("market state of an unknown version: " + version);
        }
        MarketState state = new MarketState(in.readUTF(), catalogue, settings);
        state.bid = in.readDouble();
        state.ask = in.readDouble();
        state.atrRank = in.readDouble();
        state.validator.readFrom(in);
        state.bars.readFrom(in);
        for (Atr atr : state.atrs) {
            atr.readFrom(in);
        }
        state.atrHistory.readFrom(in);
        state.features.readFrom(in);
        return state;
    }

    /** Listens between calls, when nothing happens. */
    private enum Nobody implements MarketListener {
        INSTANCE;

        @Override
        public void onAccepted(SequencedEvent tick) {}

        @Override
        public void onBar(Bar bar) {}

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {}
    }
}
