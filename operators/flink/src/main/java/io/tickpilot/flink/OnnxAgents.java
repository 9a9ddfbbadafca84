package io.tickpilot.flink;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.engine.AgentSettings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.onnx.OnnxModels;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Opens the model folders of the agents that strategies use, and of those that these read; the folders must be there on every
 * task manager.
 */
public final class OnnxAgents implements AgentModels {
    private static final long serialVersionUID = 1L;

    /** Folder of each agent configured, used or not. */
    private final LinkedHashMap<String, String> folders;

    private final ArrayList<String> used;

    private OnnxAgents(LinkedHashMap<String, String> folders, ArrayList<String> used) {
        this.folders = folders;
        this.used = used;
    }

    /** @param resolve turns a folder as configured into one that can be opened anywhere, see {@link AgentSettings#model} */
    public static OnnxAgents of(EngineSettings engine, Function<String, Path> resolve) {
        LinkedHashMap<String, String> folders = new LinkedHashMap<>();
        engine.agents()
                .forEach(agent -> folders.put(
                        agent.name(),
                        resolve.apply(agent.model()).toAbsolutePath().toString()));
        return new OnnxAgents(folders, new ArrayList<>(engine.agentsInUse()));
    }

    /**
     * The same, opened once here and closed again.
     *
     * @throws io.tickpilot.onnx.ModelException one line, when a folder holds no valid model
     * @throws io.tickpilot.core.config.ConfigException when an engine cannot be made of the models and the settings
     */
    public static OnnxAgents verified(EngineSettings engine, Function<String, Path> resolve) {
        OnnxAgents agents = of(engine, resolve);
        List<AgentModel> opened = agents.open();
        try {
            new SymbolEngine(engine, opened);
        } finally {
            opened.forEach(AgentModel::close);
        }
        return agents;
    }

    /** @throws io.tickpilot.onnx.ModelException one line, when a folder holds no valid model */
    @Override
    public List<AgentModel> open() {
        Map<String, AgentModel> models = new LinkedHashMap<>();
        Deque<String> wanted = new ArrayDeque<>(used);
        try {
            while (!wanted.isEmpty()) {
                String agent = wanted.remove();
                String folder = folders.get(agent);
                if (folder != null
                        && !models.containsKey(agent)) { // the engine says who reads an agent that is not there
                    AgentModel model = OnnxModels.open(Path.of(folder));
                    models.put(agent, model);
                    wanted.addAll(model.reads());
                }
            }
        } catch (RuntimeException e) {
            models.values().forEach(AgentModel::close);
            throw e;
        }
        return List.copyOf(models.values());
    }
}
