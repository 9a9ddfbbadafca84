package io.tickpilot.bench.latency;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.StrategySettings;
import io.tickpilot.core.engine.StrategySettings.Trigger;
import io.tickpilot.core.gate.GateSettings;
import io.tickpilot.core.risk.PlanSettings;
import io.tickpilot.core.risk.RiskSettings;
import io.tickpilot.flink.AgentModels;
import io.tickpilot.onnx.OnnxModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who decides in a latency run. One strategy turns every tick of its symbols into a signal by a scripted vote. With a model, a second one
 * lets it score each symbol once a second; being first in the list its scores delay the scripted signals of those ticks.
 */
record HotEngine(EngineSettings settings, AgentModels models) {
    /** The strategy whose signals are timed. */
    static final String EACH_TICK = "each-tick";

    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final GateSettings OPEN = new GateSettings(0, 60 * MINUTE, Map.of(), 1e9, 0, 1, 0, 0, 1_000_000);

    /** @param model folder, or {@link PipelineServer#NO_MODEL} */
    static HotEngine of(BenchMarket market, String model) {
        boolean inference = !model.equals(PipelineServer.NO_MODEL);
        List<StrategySettings> strategies = new ArrayList<>();
        if (inference) {
            strategies.add(strategy("each-second", Set.of(), "technical", Trigger.EVERY, GateSettings.DEFAULTS));
        }
        strategies.add(strategy(EACH_TICK, market.signalling(), ScriptedModel.AGENT, Trigger.EVERY_TICK, OPEN));
        EngineSettings settings = EngineSettings.from(Settings.parse(market.instrumentsYaml(), Map.of()))
                .withStrategies(strategies);
        return new HotEngine(settings, () -> {
            List<AgentModel> models = new ArrayList<>();
            models.add(new ScriptedModel());
            if (inference) {
                models.add(OnnxModels.open(Path.of(model)));
            }
            return models;
        });
    }

    private static StrategySettings strategy(
            String name, Set<String> symbols, String agent, Trigger trigger, GateSettings gate) {
        return new StrategySettings(
                name,
                symbols,
                Map.of(agent, 1.0),
                trigger,
                SECOND,
                Timeframe.M1,
                MINUTE,
                gate,
                PlanSettings.DEFAULTS,
                RiskSettings.DEFAULTS);
    }
}
