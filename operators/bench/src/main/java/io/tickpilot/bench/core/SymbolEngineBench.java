package io.tickpilot.bench.core;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.StrategySettings;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.SequencedEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The whole engine over one symbol's ticks: market, features, vote, gate, plan and the decision digest of strategies that
 * decide at the close of each minute, all by one agent whose score costs nothing. One tick in 120 closes a minute.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SymbolEngineBench {
    static final int TICKS = 100_000;

    @Param({"0", "1", "1000"})
    public int strategies;

    private SequencedEvent[] ticks = {};
    private SymbolEngine engine = new SymbolEngine(settings(0), List.of());

    @Setup
    public void prepare() {
        ticks = RecordedTicks.of(TICKS);
        engine = new SymbolEngine(settings(strategies), List.<AgentModel>of(new SwingingModel()));
    }

    private static EngineSettings settings(int strategies) {
        StrategySettings one = StrategySettings.DEFAULTS;
        List<StrategySettings> many = IntStream.range(0, strategies)
                .mapToObj(i -> new StrategySettings(
                        one.name() + i,
                        one.symbols(),
                        one.agents(),
                        one.trigger(),
                        one.everyMicros(),
                        one.timeframe(),
                        one.signalLifeMicros(),
                        one.gate(),
                        one.plan(),
                        one.risk()))
                .toList();
        return EngineSettings.from(Settings.parse("", Map.of())).withStrategies(many);
    }

    @Benchmark
    @OperationsPerInvocation(TICKS)
    public long tick() {
        SymbolState state = new SymbolState(RecordedTicks.SYMBOL);
        CountingListener counting = new CountingListener();
        for (SequencedEvent tick : ticks) {
            engine.process(tick, state, counting);
        }
        return counting.decisions() + counting.signals();
    }
}
