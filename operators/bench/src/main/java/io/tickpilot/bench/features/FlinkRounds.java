package io.tickpilot.bench.features;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineListener;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.StrategySettings;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.flink.AgentModels;
import io.tickpilot.flink.SymbolEngineFunction;
import io.tickpilot.flink.Uids;
import io.tickpilot.flink.type.CoreTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The engine over the ticks of eight symbols, in a bare loop and as the live operator behind a source in one chain. A strategy that trades
 * none of them keeps its agent's schema, so features are computed and nothing is decided. Neither checkpoints nor clock events.
 */
final class FlinkRounds {
    private static final String ELSEWHERE = "XAGUSD";
    private static final int SYMBOLS = 8;

    private final Subject subject;
    private final long warmUp;
    private final long measured;
    private final EngineSettings settings;
    private final AgentModels models;
    private int runs;

    /** @param measured ticks, after {@code warmUp} others */
    FlinkRounds(Subject subject, long warmUp, long measured) {
        this.subject = subject;
        this.warmUp = warmUp;
        this.measured = measured;
        this.settings = settings(subject);
        this.models = models(subject);
    }

    /** A strategy elsewhere, or none when no schema is to be kept. */
    static EngineSettings settings(Subject subject) {
        EngineSettings engine = EngineSettings.from(Settings.parse("", Map.of()));
        StrategySettings usual = StrategySettings.DEFAULTS;
        StrategySettings elsewhere = new StrategySettings(
                usual.name(),
                Set.of(ELSEWHERE),
                usual.agents(),
                usual.trigger(),
                usual.everyMicros(),
                usual.timeframe(),
                usual.signalLifeMicros(),
                usual.gate(),
                usual.plan(),
                usual.risk());
        return engine.withResources(subject.resources())
                .withStrategies(subject.schemas().isEmpty() ? List.of() : List.of(elsewhere));
    }

    static AgentModels models(Subject subject) {
        List<FeatureSchema> schemas = subject.schemas();
        if (schemas.isEmpty()) {
            return AgentModels.none();
        }
        FeatureSchema schema = schemas.get(0);
        return () -> List.of(new SilentModel(schema));
    }

    /** A tick's. */
    Nanos bare() {
        SymbolEngine engine = new SymbolEngine(settings, models.open());
        Map<String, SymbolState> states = new HashMap<>();
        EndlessTicks ticks = new EndlessTicks();
        Deaf deaf = new Deaf();
        drive(engine, states, ticks, deaf, warmUp);
        Nanos began = Nanos.now();
        drive(engine, states, ticks, deaf, measured);
        Nanos all = Nanos.now().minus(began);
        if (states.size() != SYMBOLS) {
            throw new IllegalStateException("symbols are missing: " + states.keySet());
        }
        return all.over(measured);
    }

    private static void drive(
            SymbolEngine engine, Map<String, SymbolState> states, EndlessTicks ticks, Deaf deaf, long count) {
        for (long i = 0; i < count; i++) {
            SequencedEvent event = ticks.next();
            SymbolState state = states.get(event.symbol());
            if (state == null) {
                state = new SymbolState(event.symbol());
                states.put(event.symbol(), state);
            }
            engine.process(event, state, deaf);
        }
    }

    /** A tick's, of the thread that runs the chain. */
    Nanos inFlink() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        String run = subject + "-" + runs++;
        DataStreamUtils.reinterpretAsKeyedStream(
                        env.fromSource(
                                        new TickSource(run, warmUp, measured),
                                        WatermarkStrategy.noWatermarks(),
                                        "ticks",
                                        CoreTypes.SEQUENCED_EVENT)
                                .uid("ticks"),
                        SequencedEvent::symbol,
                        Types.STRING)
                .process(new SymbolEngineFunction(settings, models, false), CoreTypes.SIGNAL)
                .uid(Uids.ENGINE)
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        env.execute("features");
        return TickSource.nanosOf(run).over(measured);
    }

    /** Written state of one symbol after as many ticks. */
    int stateBytes() {
        SymbolEngine engine = new SymbolEngine(settings, models.open());
        Map<String, SymbolState> states = new HashMap<>();
        drive(engine, states, new EndlessTicks(), new Deaf(), warmUp);
        return states.values().stream().mapToInt(SymbolState::bytes).max().orElseThrow();
    }

    /** Would have to score if its strategy ever decided. */
    private record SilentModel(FeatureSchema schema) implements AgentModel {
        @Override
        public String agent() {
            return "technical";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public void score(float[] window, float[] probabilities) {
            throw new IllegalStateException("nothing was to be decided");
        }

        @Override
        public void close() {}
    }

    /** Listens to the engine and does nothing. */
    static final class Deaf implements EngineListener {
        @Override
        public void onBar(Bar bar) {}

        @Override
        public void onSignal(Signal signal) {}

        @Override
        public void onDecision(Decision decision) {}

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {}

        @Override
        public void onTradeReport(TradeReport report) {}
    }
}
