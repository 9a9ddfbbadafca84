package io.tickpilot.local.features;

import io.tickpilot.core.bar.ActivityBar;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.MarketListener;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import java.util.List;

/**
 * What a symbol's state takes, measured on a simulated market that is played until a window of the schema is there.
 *
 * @param marketBytes of the market's written state
 * @param symbolBytes of all of the symbol's written state while no strategy has traded it
 * @param warm false when the simulated market cannot fill a window, as it has no trades
 * @param ticks played
 */
public record StateSize(int marketBytes, int symbolBytes, boolean warm, long ticks) {
    private static final String SYMBOL = "EURUSD";
    private static final long SEED = 1;

    /** Monday, 6 January 2025, 00:00 UTC. */
    private static final long START_MICROS = 1_736_121_600_000_000L;

    private static final long MOST_TICKS = 4_000_000;

    public static StateSize of(FeatureSchema schema, Resources resources) {
        FeaturePlan plan = FeaturePlan.of(List.of(schema), resources);
        MarketState market =
                MarketState.empty(SYMBOL, InstrumentCatalogue.presets(), ValidationSettings.defaults(), plan);
        SimulatedMarket ticks = new SimulatedMarket(SimulatedMarketSpec.of(List.of(SYMBOL), START_MICROS, SEED));
        Warmth warmth = new Warmth(market, schema);
        long played = 0;
        while (!warmth.reached && played < MOST_TICKS) {
            Tick tick = ticks.next();
            market.onTick(new SequencedEvent(0, 1, played++, tick.eventTimeMicros(), 0, tick), warmth);
        }
        int bytes = market.bytes();
        // a state that no engine has seen holds all but the market
        return new StateSize(bytes, new SymbolState(SYMBOL).bytes() + bytes, warmth.reached, played);
    }

    /** Looks at each row for a whole window. */
    private static final class Warmth implements MarketListener {
        private final MarketState market;
        private final FeatureSchema schema;
        private final float[] window;
        private boolean reached;

        Warmth(MarketState market, FeatureSchema schema) {
            this.market = market;
            this.schema = schema;
            this.window = new float[schema.size()];
        }

        @Override
        public void onAccepted(SequencedEvent tick) {}

        @Override
        public void onBar(Bar bar) {
            look();
        }

        @Override
        public void onActivityBar(ActivityBar bar) {
            look();
        }

        private void look() {
            reached |= market.fill(schema, window);
        }

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {}
    }
}
