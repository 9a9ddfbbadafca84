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
import org.jspecify.annotations.Nullable;

/**
 * Turns ticks into samples through the live job's own {@link MarketState}, validation included. A window is taken where a
 * bar-close strategy would score it: at the close of a one-minute bar, before any later tick is seen.
 */
public final class SampleCollector {
    private final InstrumentCatalogue instruments;
    private final ValidationSettings validation;
    private final FeatureSchema schema;
    private final FeaturePlan plan;
    private final DatasetSettings settings;
    private final Walk walk;
    private final WindowSink sink;
    private final Map<String, SymbolCollector> symbols = new HashMap<>();
    private final List<Placed> settled = new ArrayList<>();
    private final float[] window;
    private int windows;
    private long ticks;
    private long rejected;

    /** How a label's future is walked. */
    public enum Walk {
        /** Quote by quote. */
        TICKS,
        /** By whole one-minute bars, the stop first: for ticks that were made from such bars. */
        BARS
    }

    /** Keeps the windows. */
    public interface WindowSink {

        /** @param window is used again: copy it */
        void add(float[] window);
    }

    /** A sample and the place of its window in the order they were taken. */
    public record Placed(Sample sample, int place) {}

    /** @param plan of the one schema that the windows are of */
    public SampleCollector(
            InstrumentCatalogue instruments,
            ValidationSettings validation,
            FeaturePlan plan,
            DatasetSettings settings,
            Walk walk,
            WindowSink sink) {
        this.instruments = instruments;
        this.validation = validation;
        this.schema = plan.schemas().get(0);
        this.plan = plan;
        this.settings = settings;
        this.walk = walk;
        this.sink = sink;
        this.window = new float[schema.size()];
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
    public List<Placed> samples() {
        settled.sort(Comparator.<Placed>comparingLong(each -> each.sample().timeMicros())
                .thenComparing(each -> each.sample().symbol()));
        return List.copyOf(settled);
    }

    private final class SymbolCollector implements MarketListener {
        private final MarketState market;
        private final List<OpenLabel> open = new ArrayList<>();

        SymbolCollector(String symbol) {
            market = MarketState.empty(symbol, instruments, validation, plan);
        }

        void add(SequencedEvent tick) {
            market.onTick(tick, this);
        }

        @Override
        public void onAccepted(SequencedEvent event) {
            if (walk == Walk.BARS) {
                return;
            }
            Tick tick = (Tick) event.event();
            for (Iterator<OpenLabel> each = open.iterator(); each.hasNext(); ) {
                OpenLabel label = each.next();
                keep(label, label.onQuote(tick.eventTimeMicros(), tick.bid(), tick.ask()), each);
            }
        }

        @Override
        public void onBar(Bar bar) {
            if (bar.timeframe() != Timeframe.M1) {
                return;
            }
            if (walk == Walk.BARS) {
                for (Iterator<OpenLabel> each = open.iterator(); each.hasNext(); ) {
                    OpenLabel label = each.next();
                    keep(label, label.onBar(bar), each);
                }
            }
            boolean due = Math.floorMod(bar.endMicros() / Timeframe.M1.micros(), (long) settings.everyBars()) == 0;
            double atr = market.atr(Timeframe.M1);
            if (due && atr > 0 && market.isWarm(schema) && market.fill(schema, window)) {
                sink.add(window);
                open.add(new OpenLabel(
                        market.symbol(),
                        windows++,
                        Math.max(bar.endMicros(), market.lastTickMicros()),
                        new Entry(market.bid(), market.ask(), atr, market.atrRank()),
                        settings.labels(),
                        Timeframe.M1.micros()));
            }
        }

        private void keep(OpenLabel label, @Nullable Sample sample, Iterator<OpenLabel> at) {
            if (sample != null) {
                settled.add(new Placed(sample, label.place));
                at.remove();
            }
        }

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {
            rejected++;
        }
    }
}
