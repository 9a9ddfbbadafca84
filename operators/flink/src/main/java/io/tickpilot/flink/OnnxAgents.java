package io.tickpilot.flink;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.engine.AgentSettings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.onnx.OnnxModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Opens the model folders of the agents that strategies use; the folders must be there on every task manager. */
public final class OnnxAgents implements AgentModels {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> folders;

    private OnnxAgents(List<String> folders) {
        this.folders = new ArrayList<>(folders);
    }

    /** @param resolve turns a folder as configured into one that can be opened anywhere, see {@link AgentSettings#model} */
    public static OnnxAgents of(EngineSettings engine, Function<String, Path> resolve) {
        List<String> folders = engine.agents().stream()
                .filter(agent -> engine.agentsInUse().contains(agent.name()))
                .map(agent -> resolve.apply(agent.model()).toAbsolutePath().toString())
                .toList();
        return new OnnxAgents(folders);
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
        List<AgentModel> models = new ArrayList<>();
        try {
            folders.forEach(folder -> models.add(OnnxModels.open(Path.of(folder))));
        } catch (RuntimeException e) {
            models.forEach(AgentModel::close);
            throw e;
        }
        return models;
    }
}
