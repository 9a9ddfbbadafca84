package io.tickpilot.bench.features;

import io.tickpilot.bench.core.RecordedTicks;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.MarketState;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Ticks that close no bar, a microsecond apart, of a symbol whose features are warm: whatever is allocated here is allocated for
 * every tick.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = WithinBarBench.WARM_UP)
@Measurement(iterations = WithinBarBench.MEASURED)
public class WithinBarBench {
    static final int WARM_UP = 12;
    static final int MEASURED = 10;
    static final int BATCH = 40_000;

    /** All of them end within a second, and so within a bar of each width. */
    private static final int TICKS = (WARM_UP + MEASURED) * BATCH;

    private static final int HISTORY = 50_000;
    private static final long SECOND_MICROS = 1_000_000;
    private static final double POINT = 1e-5;

    @Param
    public Subject subject = Subject.BARS;

    private final Subject.Counting counting = new Subject.Counting();
    private SequencedEvent[] ticks = {};
    private MarketState market = subject.market();
    private SymbolEngine engine = engine(subject);
    private SymbolState state = new SymbolState(RecordedTicks.SYMBOL);
    private final FlinkRounds.Deaf deaf = new FlinkRounds.Deaf();
    private List<FeatureSchema> schemas = List.of();
    private float[] row = {};
    private int next;

    @Setup
    public void prepare() {
        market = subject.market();
        engine = engine(subject);
        state = new SymbolState(RecordedTicks.SYMBOL);
        schemas = subject.schemas();
        row = new float[schemas.stream().mapToInt(FeatureSchema::width).max().orElse(1)];
        SequencedEvent[] history = RecordedTicks.of(HISTORY);
        for (SequencedEvent tick : history) {
            market.onTick(tick, counting);
            engine.process(tick, state, deaf);
        }
        ticks = within(history[HISTORY - 1]);
        market.onTick(ticks[next], counting); // closes what the history left open
        engine.process(ticks[next++], state, deaf);
    }

    private static SymbolEngine engine(Subject subject) {
        return new SymbolEngine(
                FlinkRounds.settings(subject), FlinkRounds.models(subject).open());
    }

    private static SequencedEvent[] within(SequencedEvent last) {
        Tick from = (Tick) last.event();
        long second = (from.eventTimeMicros() / SECOND_MICROS + 1) * SECOND_MICROS;
        SequencedEvent[] events = new SequencedEvent[1 + TICKS];
        for (int i = 0; i < events.length; i++) {
            double step = POINT * (i * 7 % 5 - 2);
            Tick tick = new Tick(
                    from.symbol(),
                    second + i,
                    from.bid() + step,
                    from.ask() + step,
                    from.bidSize(),
                    from.askSize(),
                    from.source(),
                    from.sourceSequence() + 1 + i);
            events[i] = new SequencedEvent(0, 1, last.sequence() + 1 + i, second + i, 0, tick);
        }
        return events;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long tick() {
        for (int end = next + BATCH; next < end; next++) {
            market.onTick(ticks[next], counting);
        }
        return counting.accepted;
    }

    /** The whole engine, with nothing to decide. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long engineTick() {
        for (int end = next + BATCH; next < end; next++) {
            engine.process(ticks[next], state, deaf);
        }
        return state.counters().ticks();
    }

    /** And all features after each; with bars alone the same as {@link #tick}. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public float tickAndRow() {
        float sum = 0;
        for (int end = next + BATCH; next < end; next++) {
            market.onTick(ticks[next], counting);
            for (int i = 0; i < schemas.size(); i++) {
                market.readRow(schemas.get(i), row);
            }
            sum += row[0];
        }
        return sum + counting.accepted;
    }
}
