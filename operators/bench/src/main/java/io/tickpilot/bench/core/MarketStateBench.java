package io.tickpilot.bench.core;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.MarketListener;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Validation, bars of five widths, their indicators: one symbol's market from nothing through {@value #TICKS} ticks (28 hours),
 * warm-up included. The window is what a strategy that decides on every tick adds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MarketStateBench {
    static final int TICKS = 200_000;

    private final SequencedEvent[] ticks = RecordedTicks.of(TICKS);
    private final InstrumentCatalogue instruments = InstrumentCatalogue.presets();
    private final ValidationSettings validation = ValidationSettings.defaults();
    private final FeaturePlan plan = FeaturePlan.of(FeatureSchema.technicalV1());
    private final float[] window = new float[FeatureSchema.technicalV1().size()];

    @Benchmark
    @OperationsPerInvocation(TICKS)
    public long tick() {
        MarketState market = MarketState.empty(RecordedTicks.SYMBOL, instruments, validation, plan);
        Counting counting = new Counting();
        for (SequencedEvent tick : ticks) {
            market.onTick(tick, counting);
        }
        return counting.accepted + counting.bars;
    }

    @Benchmark
    @OperationsPerInvocation(TICKS)
    public float tickAndWindow() {
        MarketState market = MarketState.empty(RecordedTicks.SYMBOL, instruments, validation, plan);
        Counting counting = new Counting();
        float sum = 0;
        for (SequencedEvent tick : ticks) {
            market.onTick(tick, counting);
            market.fill(FeatureSchema.technicalV1(), window);
            sum += window[window.length - 1];
        }
        return sum + counting.accepted;
    }

    private static final class Counting implements MarketListener {
        private long accepted;
        private long bars;

        @Override
        public void onAccepted(SequencedEvent tick) {
            accepted++;
        }

        @Override
        public void onBar(Bar bar) {
            bars++;
        }

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {
            throw new IllegalStateException("a tick was rejected: " + deadLetter);
        }
    }
}
