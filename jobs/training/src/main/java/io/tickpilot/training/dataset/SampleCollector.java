package io.tickpilot.training.dataset;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.MarketListener;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Turns ticks into samples through the live job's own {@link MarketState}, validation included. A window is taken where a
 * bar-close strategy would score it: at the close of a one-minute bar, before any later tick is seen.
 */
public final class SampleCollector {
    private final InstrumentCatalogue instruments;
    private final ValidationSettings validation;
    private final FeatureSchema schema;
    private final FeaturePlan plan;
    private final BarrierSettings barriers;
    private final int everyBars;
    private final Map<String, SymbolCollector> symbols = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private long ticks;
    private long rejected;

    /** @param plan of the one schema that the windows are of */
    public SampleCollector(
            InstrumentCatalogue instruments,
            ValidationSettings validation,
            FeaturePlan plan,
            BarrierSettings barriers,
            int everyBars) {
        this.instruments = instruments;
        this.validation = validation;
        this.schema = plan.schemas().get(0);
        this.plan = plan;
        this.barriers = barriers;
        this.everyBars = everyBars;
    }

    /** Takes the next tick in order of time. */
    public void add(Tick tick) {
        SymbolCollector symbol = symbols.get(tick.symbol());
        if (symbol == null) {
            symbol = new SymbolCollector(tick.symbol());
            symbols.put(tick.symbol(), symbol);
        }
        symbol.add(new SequencedEvent(0, 1, ticks++, tick.eventTimeMicros(), 0, tick));
    }

    public long ticks() {
        return ticks;
    }

    public long rejected() {
        return rejected;
    }

    /** All samples whose future is known, by time and symbol. */
    public List<Sample> samples() {
        samples.sort(Comparator.comparingLong(Sample::timeMicros).thenComparing(Sample::symbol));
        return List.copyOf(samples);
    }

    private final class SymbolCollector implements MarketListener {
        private final MarketState market;
        private final List<OpenBarriers> open = new ArrayList<>();

        SymbolCollector(String symbol) {
            market = MarketState.empty(symbol, instruments, validation, plan);
        }

        void add(SequencedEvent tick) {
            market.onTick(tick, this);
        }

        @Override
        public void onAccepted(SequencedEvent event) {
            Tick tick = (Tick) event.event();
            for (Iterator<OpenBarriers> each = open.iterator(); each.hasNext(); ) {
                Sample settled = each.next().onQuote(tick.eventTimeMicros(), tick.bid(), tick.ask());
                if (settled != null) {
                    samples.add(settled);
                    each.remove();
                }
            }
        }

        @Override
        public void onBar(Bar bar) {
            boolean due = bar.timeframe() == Timeframe.M1
                    && Math.floorMod(bar.endMicros() / Timeframe.M1.micros(), (long) everyBars) == 0;
            if (!due || !market.isWarm(schema)) {
                return;
            }
            float[] window = new float[schema.size()];
            double distance = barriers.atrMultiple() * market.atr(Timeframe.M1);
            if (market.fill(schema, window) && distance > 0) {
                long horizonMicros = barriers.horizonBars() * Timeframe.M1.micros();
                open.add(new OpenBarriers(
                        market.symbol(),
                        Math.max(bar.endMicros(), market.lastTickMicros()),
                        horizonMicros,
                        window,
                        market.bid(),
                        market.ask(),
                        distance));
            }
        }

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {
            rejected++;
        }
    }
}
