package io.tickpilot.training.regime;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.MarketListener;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.core.regime.RegimeModel;
import io.tickpilot.core.regime.RegimeObserver;
import io.tickpilot.core.regime.RegimePeriods;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns ticks into sequences of observations through the live job's own {@link MarketState}, validation included, and {@link
 * RegimeObserver}. As the live filter does, it takes up to {@link RegimeModel#MAX_MISSED_BARS} missing bars for missing
 * observations and begins a new sequence after more.
 */
final class RegimeObservations {
    private final InstrumentCatalogue instruments;
    private final ValidationSettings validation;
    private final Timeframe timeframe;
    private final RegimePeriods periods;
    private final Map<String, SymbolCollector> symbols = new TreeMap<>();
    private long ticks;
    private long rejected;
    private long firstMicros = Long.MAX_VALUE;
    private long lastMicros = Long.MIN_VALUE;

    RegimeObservations(
            InstrumentCatalogue instruments,
            ValidationSettings validation,
            Timeframe timeframe,
            RegimePeriods periods) {
        this.instruments = instruments;
        this.validation = validation;
        this.timeframe = timeframe;
        this.periods = periods;
    }

    /** Takes the next tick in order of time. */
    void add(Tick tick) {
        SymbolCollector symbol = symbols.get(tick.symbol());
        if (symbol == null) {
            symbol = new SymbolCollector(tick.symbol());
            symbols.put(tick.symbol(), symbol);
        }
        symbol.market.onTick(new SequencedEvent(0, 1, ticks++, tick.eventTimeMicros(), 0, tick), symbol);
    }

    long ticks() {
        return ticks;
    }

    long rejected() {
        return rejected;
    }

    List<String> symbols() {
        return List.copyOf(symbols.keySet());
    }

    /** End of the first bar with an observation; {@link #lastMicros()} of the last. */
    long firstMicros() {
        return firstMicros;
    }

    long lastMicros() {
        return lastMicros;
    }

    /** Rows of observations, not scaled, NaN where missing; by symbol and time, whatever the order of the ticks' symbols. */
    List<double[][]> sequences() {
        List<double[][]> all = new ArrayList<>();
        for (SymbolCollector symbol : symbols.values()) {
            for (List<double[]> sequence : symbol.sequences) {
                all.add(sequence.toArray(double[][]::new));
            }
        }
        return all;
    }

    private final class SymbolCollector implements MarketListener {
        private final MarketState market;
        private final RegimeObserver observer = new RegimeObserver(timeframe, periods);
        private final List<List<double[]>> sequences = new ArrayList<>();
        private boolean chained;

        SymbolCollector(String symbol) {
            market = MarketState.empty(symbol, instruments, validation, FeaturePlan.of());
        }

        @Override
        public void onAccepted(SequencedEvent tick) {}

        @Override
        public void onBar(Bar bar) {
            if (bar.timeframe() != timeframe) {
                return;
            }
            long missed = observer.missedBefore(bar);
            observer.add(bar);
            double[] row = observer.observation().clone();
            boolean finite = Arrays.stream(row).allMatch(Double::isFinite);
            if (chained && missed <= RegimeModel.MAX_MISSED_BARS) {
                List<double[]> sequence = sequences.get(sequences.size() - 1);
                for (long i = 0; i < missed; i++) {
                    sequence.add(missing());
                }
                sequence.add(finite ? row : missing());
            } else if (finite) {
                sequences.add(new ArrayList<>(List.of(row)));
                chained = true;
            } else {
                chained = false;
            }
            if (finite) {
                firstMicros = Math.min(firstMicros, bar.endMicros());
                lastMicros = Math.max(lastMicros, bar.endMicros());
            }
        }

        private double[] missing() {
            double[] row = new double[RegimeModel.DIMENSION];
            Arrays.fill(row, Double.NaN);
            return row;
        }

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {
            rejected++;
        }
    }
}
