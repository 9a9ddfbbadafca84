package io.tickpilot.bench.features;

import io.tickpilot.bench.core.RecordedTicks;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.MarketState;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to look: at the newest row after each tick, and at a whole window while a bar forms. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadBench {
    @Param({"TECHNICAL", "EVERY"})
    public Subject subject = Subject.TECHNICAL;

    private final SequencedEvent[] ticks = RecordedTicks.of(TickBench.TICKS);
    private FeatureSchema schema = FeatureSchema.technicalV1();
    private MarketState warm = subject.market();
    private float[] row = {};
    private float[] window = {};

    @Setup
    public void prepare() {
        schema = subject.schemas().get(0);
        row = new float[schema.width()];
        window = new float[schema.size()];
        warm = subject.market();
        Subject.Counting counting = new Subject.Counting();
        for (SequencedEvent tick : ticks) {
            warm.onTick(tick, counting);
        }
        if (!warm.isWarm(schema)) {
            throw new IllegalStateException("window is not warm");
        }
    }

    /** {@link TickBench#tick} and all features as of that tick, with the forming bar. */
    @Benchmark
    @OperationsPerInvocation(TickBench.TICKS)
    public float tickAndRow() {
        MarketState market = subject.market();
        Subject.Counting counting = new Subject.Counting();
        float sum = 0;
        for (SequencedEvent tick : ticks) {
            market.onTick(tick, counting);
            market.readRow(schema, row);
            sum += row[row.length - 1];
        }
        return sum + counting.accepted;
    }

    @Benchmark
    public boolean window() {
        return warm.fill(schema, window);
    }
}
