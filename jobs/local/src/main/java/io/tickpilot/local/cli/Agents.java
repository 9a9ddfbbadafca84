package io.tickpilot.local.cli;

import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.flink.AgentModels;
import io.tickpilot.flink.OnnxAgents;
import io.tickpilot.local.Home;

/** The configured models, opened once here so that a wrong one is refused before any job starts. */
final class Agents {
    private Agents() {}

    /**
     * @throws io.tickpilot.onnx.ModelException one line, when a folder holds no valid model
     * @throws io.tickpilot.core.config.ConfigException when a model does not go with the settings
     */
    static AgentModels of(EngineSettings engine) {
        return OnnxAgents.verified(engine, Home::resolve);
    }
}
