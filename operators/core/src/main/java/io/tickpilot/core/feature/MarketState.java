package io.tickpilot.core.feature;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.BarSeries;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.indicator.MonthlyRank;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.NewsValidator;
import io.tickpilot.core.market.TickValidator;
import io.tickpilot.core.market.TradeValidator;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.regime.RegimeChange;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about the market of one symbol: validation, forming bars, indicators, the feature window. A pure function of
 * the events it was given in their order, the same in the live job, in replay and in training. Not thread-safe. O(1) a tick
 * and, but for closed bars and rejects, free of allocation.
 *
 * <p>Warm-up in closed M1 bars: {@link #atr} 15, {@link #fill} {@link FeatureSchema#warmUp()} (with a forming bar one less does as well),
 * {@link #atrRank} 114.
 */
public final class MarketState {
    /** Versions of the written state: 2 features by name, 3 sequences of news; 1 was never released. */
    private static final int WITHOUT_NEWS = 2;

    private static final int VERSION = 3;

    private final String symbol;
    private final TickValidator validator;
    private final TradeValidator trades;
    private final NewsValidator news;
    private final long clockGraceMicros;
    private final BarSeries bars;
    private final MonthlyRank atrHistory = new MonthlyRank();
    private final FeatureState features;

    private double bid = Double.NaN;
    private double ask = Double.NaN;

    private final Relay relay = new Relay();
    private final BarSeries.Listener takeIn = this::takeIn;
    private final BarSeries.Listener pass = this::pass;

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
            features.onQuote(tick, target);
            target.onAccepted(event);
        }

        @Override
        public void onRejected(DeadLetter deadLetter) {
            target.onDeadLetter(deadLetter);
        }
    }

    private MarketState(String symbol, InstrumentCatalogue catalogue, ValidationSettings settings, FeaturePlan plan) {
        Instrument instrument = catalogue.find(symbol);
        this.symbol = symbol;
        this.validator = new TickValidator(instrument, settings);
        this.trades = new TradeValidator(instrument, settings);
        this.news = new NewsValidator(instrument, settings);
        this.clockGraceMicros = settings.clockGraceMicros();
        this.bars = new BarSeries(symbol);
        this.features = new FeatureState(symbol, instrument, plan, bars);
    }

    /**
     * Nothing seen yet. A symbol that the catalogue lacks is refused tick by tick.
     *
     * @param plan of the schemas that {@link #fill} will be asked for
     */
    public static MarketState empty(
            String symbol, InstrumentCatalogue catalogue, ValidationSettings settings, FeaturePlan plan) {
        return new MarketState(symbol, catalogue, settings, plan);
    }

    public String symbol() {
        return symbol;
    }

    /**
     * Takes in a tick. In this order: the quote changes, bars that it ends are closed, it joins the forming bars and completes those of activity, {@link
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

    /**
     * Takes in a public trade. It moves no quote and closes no time bar: it counts for the bars that are forming.
     *
     * @param event carries a {@link TradePrint} of this symbol
     */
    public void onTrade(SequencedEvent event, MarketListener listener) {
        if (!(event.event() instanceof TradePrint trade)) {
            throw new IllegalArgumentException("not a trade: " + event);
        }
        DeadLetter refused = trades.check(event, trade);
        if (refused == null) {
            features.onTrade(trade, listener);
        } else {
            listener.onDeadLetter(refused);
        }
    }

    /**
     * Takes in the sentiment of an article. It moves no quote and closes no bar.
     *
     * @param event carries a {@link NewsSentiment} of this symbol
     */
    public void onNews(SequencedEvent event, MarketListener listener) {
        if (!(event.event() instanceof NewsSentiment article)) {
            throw new IllegalArgumentException("not news: " + event);
        }
        DeadLetter refused = news.check(event, article);
        if (refused == null) {
            features.onNews(article);
        } else {
            listener.onDeadLetter(refused);
        }
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
        features.onBar(bar);
        if (bar.timeframe() == Timeframe.M1) {
            double relative = features.atr(Timeframe.M1) / bar.bidClose();
            if (!Double.isNaN(relative)) {
                atrHistory.add(bar.startMicros(), relative);
                features.atrRank(atrHistory.rank(relative));
            }
        }
    }

    /** Rows are made when all bars that closed together are in. */
    private void pass(Bar bar) {
        features.closeRows();
        relay.target.onBar(bar);
        RegimeChange change = features.takeRegimeChange(symbol);
        if (change != null) {
            relay.target.onRegimeChange(change);
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
        return features.atr(timeframe);
    }

    /**
     * Share, 0..1, of the M1 bars of the last 30 days, this one included, whose ATR was a smaller part of their price; NaN
     * before {@value MonthlyRank#MIN_OBSERVATIONS} of them. Changes as an M1 bar closes.
     */
    public double atrRank() {
        return features.atrRank();
    }

    /** The market's regime; null before the warm-up of the regime model, and without one. */
    public @Nullable Regime regime() {
        return features.regime();
    }

    /** In 0..1, those of all regimes sum to 1; NaN before the warm-up of the regime model, and without one. */
    public double regimeProbability(Regime of) {
        return features.regimeProbability(of);
    }

    /** Whether a schema of the plan has rows enough; {@link #fill} may yet find a feature without a value. */
    public boolean isWarm(FeatureSchema schema) {
        return features.rows(schema).isWarm();
    }

    /**
     * Writes the feature window as of now, row-major, oldest bar first. The newest row is the forming bar's; between a bar's
     * close and the next tick it is that of the bar just closed.
     *
     * @param schema of the plan
     * @param window of {@link FeatureSchema#size()} floats
     * @return false, with the window untouched, while not warm or while a feature in it has no value
     * @throws IllegalArgumentException for a schema that is not of the plan
     */
    public boolean fill(FeatureSchema schema, float[] window) {
        return features.rows(schema).fill(window);
    }

    /**
     * Writes the newest row alone, NaN where a feature has no value.
     *
     * @param row of {@link FeatureSchema#width()} floats
     */
    public void readRow(FeatureSchema schema, float[] row) {
        features.rows(schema).readNewest(row);
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(VERSION);
        out.writeUTF(symbol);
        out.writeDouble(bid);
        out.writeDouble(ask);
        validator.writeTo(out);
        trades.writeTo(out);
        news.writeTo(out);
        bars.writeTo(out);
        atrHistory.writeTo(out);
        features.writeTo(out);
    }

    /** How many bytes {@link #writeTo} writes now. Writes it all: not for every tick. */
    public int bytes() {
        DataOutputStream counting = new DataOutputStream(OutputStream.nullOutputStream());
        try {
            writeTo(counting);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counting.size();
    }

    /**
     * Restores what {@link #writeTo} wrote; from there on it behaves as the original.
     *
     * @param catalogue of today, as are the settings and the plan: all may have changed since. What a new plan shares with the
     *     old goes on, what is new in it begins to warm up
     */
    public static MarketState readFrom(
            DataInput in, InstrumentCatalogue catalogue, ValidationSettings settings, FeaturePlan plan)
            throws IOException {
        int version = in.readInt();
        if (version < WITHOUT_NEWS || version > VERSION) {
            throw new IOException("market state of an unknown version: " + version);
        }
        MarketState state = new MarketState(in.readUTF(), catalogue, settings, plan);
        state.bid = in.readDouble();
        state.ask = in.readDouble();
        state.validator.readFrom(in);
        state.trades.readFrom(in);
        if (version > WITHOUT_NEWS) {
            state.news.readFrom(in);
        }
        state.bars.readFrom(in);
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
