package io.tickpilot.bench.core;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.MarketListener;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.onnx.OnnxModels;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One score of one real window by the technical agent, one intra-op thread, the way the engine calls it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TechnicalModelBench {
    /** System property of the model's folder. */
    static final String MODEL = "tickpilot.bench.model";

    private final float[] window = new float[FeatureSchema.technicalV1().size()];
    private final float[] probabilities = new float[3];
    private @Nullable AgentModel model;

    @Setup
    public void open() {
        MarketState market = MarketState.empty(
                RecordedTicks.SYMBOL,
                InstrumentCatalogue.presets(),
                ValidationSettings.defaults(),
                FeaturePlan.of(FeatureSchema.technicalV1()));
        for (SequencedEvent tick : RecordedTicks.of(20_000)) {
            market.onTick(tick, Nobody.INSTANCE);
        }
        if (!market.fill(FeatureSchema.technicalV1(), window)) {
            throw new IllegalStateException("window is not warm");
        }
        model = OnnxModels.open(Path.of(System.getProperty(MODEL, "models/technical")));
    }

    @Benchmark
    public float score() {
        Objects.requireNonNull(model).score(window, probabilities);
        return probabilities[0];
    }

    @TearDown
    public void close() {
        Objects.requireNonNull(model).close();
    }

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
