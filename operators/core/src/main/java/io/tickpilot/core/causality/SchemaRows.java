package io.tickpilot.core.causality;

import io.tickpilot.core.bar.ActivityBar;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.EndOfLog;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.MarketListener;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.InstrumentCatalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a schema as {@link MarketState} makes them: one as each bar of its rows closes, and that of the forming bar after
 * every seventh event. With a lookback they end in a number that stands for the whole window: 24 bits of its hash, NaN while there
 * is none.
 */
public final class SchemaRows implements RowSource {
    /** Name of the number that stands for the window. */
    public static final String WINDOW = "(window)";

    private static final int FORMING_EVERY = 7;
    private static final int HASH_BITS = 0xFFFFFF;

    private final String symbol;
    private final InstrumentCatalogue instruments;
    private final FeaturePlan plan;
    private final FeatureSchema schema;

    /** @param schema of the plan */
    public SchemaRows(String symbol, InstrumentCatalogue instruments, FeaturePlan plan, FeatureSchema schema) {
        this.symbol = symbol;
        this.instruments = instruments;
        this.plan = plan;
        this.schema = schema;
    }

    FeaturePlan plan() {
        return plan;
    }

    FeatureSchema schema() {
        return schema;
    }

    /** A market that takes in what validation let through. */
    MarketState market() {
        return MarketState.empty(symbol, instruments, AcceptedEvents.passing(), plan);
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>(schema.featureNames());
        if (schema.lookback() > 1) {
            names.add(WINDOW);
        }
        return names;
    }

    @Override
    public void make(List<SequencedEvent> events, Rows rows) {
        Reader reader = new Reader(market(), rows);
        for (int i = 0; i < events.size(); i++) {
            take(events.get(i), reader.market, reader);
            if (i % FORMING_EVERY == 0) {
                reader.readNow();
            }
        }
    }

    static void take(SequencedEvent event, MarketState market, MarketListener listener) {
        if (event.event() instanceof Tick) {
            market.onTick(event, listener);
        } else if (event.event() instanceof TradePrint) {
            market.onTrade(event, listener);
        } else if (event.event() instanceof NewsSentiment) {
            market.onNews(event, listener);
        } else if (event.event() instanceof Clock) {
            market.onClock(event.event().eventTimeMicros(), listener);
        } else if (event.event() instanceof EndOfLog) {
            market.onEnd(event.event().eventTimeMicros(), listener);
        }
    }

    /** Reads rows off the market where they are due. */
    private final class Reader implements MarketListener {
        private final MarketState market;
        private final Rows rows;
        private final float[] features = new float[schema.width()];
        private final float[] row = new float[names().size()];
        private final float[] window = new float[schema.size()];

        Reader(MarketState market, Rows rows) {
            this.market = market;
            this.rows = rows;
        }

        void readNow() {
            if (market.lastTickMicros() > Long.MIN_VALUE) {
                read(market.lastTickMicros() + 1);
            }
        }

        private void read(long beforeMicros) {
            market.readRow(schema, features);
            System.arraycopy(features, 0, row, 0, features.length);
            if (row.length > features.length) {
                row[features.length] = market.fill(schema, window) ? Arrays.hashCode(window) & HASH_BITS : Float.NaN;
            }
            rows.add(beforeMicros, row);
        }

        @Override
        public void onBar(Bar bar) {
            if (schema.rows().isTime() && bar.timeframe() == schema.rows().timeframe()) {
                read(bar.endMicros());
            }
        }

        @Override
        public void onActivityBar(ActivityBar bar) {
            if (bar.spec().equals(schema.rows().toString())) {
                read(bar.endMicros() + 1);
            }
        }

        @Override
        public void onAccepted(SequencedEvent tick) {}

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {
            throw new IllegalStateException("event was accepted before and is refused now: " + deadLetter);
        }
    }
}
