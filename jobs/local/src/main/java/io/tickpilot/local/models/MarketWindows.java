package io.tickpilot.local.models;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.MarketListener;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Windows of a schema at the closes of minutes, filled by the code that runs live. */
public final class MarketWindows {
    private static final long START_MICROS = 1_772_431_200_000_000L;
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int MOST_DAYS = 30;
    private static final long SEED = 11;
    private static final String SYMBOL = "EURUSD";

    private MarketWindows() {}

    /**
     * Of a simulated EURUSD, the same every time; fewer than asked for, or none, when the schema needs more than a month or events
     * that this market has not.
     */
    public static List<float[]> simulated(FeatureSchema schema, EngineSettings engine, int count) {
        Iterator<Tick> ticks = new SimulatedMarket(SimulatedMarketSpec.of(List.of(SYMBOL), START_MICROS, SEED))
                .ticksUntil(START_MICROS + MOST_DAYS * DAY_MICROS);
        return of(ticks, SYMBOL, schema, engine, count);
    }

    /** Of the first ticks, of one symbol, that give so many. */
    public static List<float[]> of(
            Iterator<Tick> ticks, String symbol, FeatureSchema schema, EngineSettings engine, int count) {
        MarketState market = MarketState.empty(
                symbol, engine.instruments(), engine.validation(), FeaturePlan.of(List.of(schema), engine.resources()));
        Collector collector = new Collector(market, schema);
        for (long sequence = 0; collector.windows.size() < count && ticks.hasNext(); sequence++) {
            Tick tick = ticks.next();
            market.onTick(new SequencedEvent(0, 1, sequence, tick.eventTimeMicros(), 0, tick), collector);
        }
        return collector.windows;
    }

    private static final class Collector implements MarketListener {
        private final MarketState market;
        private final FeatureSchema schema;
        private final List<float[]> windows = new ArrayList<>();

        Collector(MarketState market, FeatureSchema schema) {
            this.market = market;
            this.schema = schema;
        }

        @Override
        public void onAccepted(SequencedEvent tick) {}

        @Override
        public void onBar(Bar bar) {
            if (bar.timeframe() == Timeframe.M1 && market.isWarm(schema)) {
                float[] window = new float[schema.size()];
                if (market.fill(schema, window)) {
                    windows.add(window);
                }
            }
        }

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {}
    }
}
