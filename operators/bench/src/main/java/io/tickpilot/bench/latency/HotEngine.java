package io.tickpilot.bench.latency;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.flink.AgentModels;
import io.tickpilot.onnx.OnnxModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who decides in a latency run. One strategy turns every tick of its symbols into a signal by a scripted vote. With a model, a second one
 * lets it score each symbol once a second; being first in the list its scores delay the scripted signals of those ticks.
 */
record HotEngine(EngineSettings settings, AgentModels models) {
    /** The strategy whose signals are timed. */
    static final String EACH_TICK = "each-tick";

    private static final String FIRST = "scripted";
    private static final String SECOND = "second";

    /**
     * All that would hold a signal back is far away, not absent: a rate of signals that no strategy should have is allowed, and the history, two
     * hours old when it comes, is no stall of the feed.
     */
    private static final String ON = """
            breakers:
              symbol: {feed-stall: 3h}
              strategy: {signals: 10000, signal-window: 1s}
            """;

    private static final String OFF = """
            breakers: {automatic: false}
            reconcile: off
            ensemble: {adapt: false}
            """;

    private static final String EACH_SECOND = """
              - {name: each-second, agents: {technical: 1}, trigger: every, every: 1s}
            """;

    private static final String GATE =
            "{confidence: 0, freshness: 1h, max-spread-atr: 1000000000, min-atr-rank: 0, max-atr-rank: 1,"
                    + " cooldown: 0, flip-flop: 0, around-rollover: 1ms, max-positions: 1000000}";

    /** @param model folder, or {@link PipelineServer#NO_MODEL} */
    static HotEngine of(BenchMarket market, String model, Layer layer) {
        boolean inference = !model.equals(PipelineServer.NO_MODEL);
        List<String> agents = layer == Layer.ON ? List.of(FIRST, SECOND) : List.of(FIRST);
        Settings root = Settings.parse(
                market.instrumentsYaml()
                        + (layer == Layer.ON ? ON : OFF)
                        + "agents: {technical: {}, " + FIRST + ": {}, " + SECOND + ": {}}\n"
                        + "strategies:\n"
                        + (inference ? EACH_SECOND : "")
                        + "  - {name: " + EACH_TICK
                        + ", symbols: [" + String.join(", ", market.signalling())
                        + "], agents: {" + String.join(": 1, ", agents)
                        + ": 1}, trigger: every-tick, gate: " + GATE + "}\n",
                Map.of());
        EngineSettings settings = EngineSettings.from(root);
        root.check();
        return new HotEngine(settings, () -> {
            List<AgentModel> models = new ArrayList<>();
            agents.forEach(agent -> models.add(new ScriptedModel(agent)));
            if (inference) {
                models.add(OnnxModels.open(Path.of(model)));
            }
            return models;
        });
    }
}
