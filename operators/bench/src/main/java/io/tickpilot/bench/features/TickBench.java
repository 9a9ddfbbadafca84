package io.tickpilot.bench.features;

import io.tickpilot.bench.core.RecordedTicks;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.feature.MarketState;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One symbol's market from nothing through {@value #TICKS} ticks (28 hours): validation, bars, state of the features and a row of them at each
 * closed M1 bar. Closed bars are objects, and all that is allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TickBench {
    static final int TICKS = 200_000;

    @Param
    public Subject subject = Subject.BARS;

    private final SequencedEvent[] ticks = RecordedTicks.of(TICKS);

    @Benchmark
    @OperationsPerInvocation(TICKS)
    public long tick() {
        MarketState market = subject.market();
        Subject.Counting counting = new Subject.Counting();
        for (SequencedEvent tick : ticks) {
            market.onTick(tick, counting);
        }
        return counting.accepted + counting.bars;
    }
}
