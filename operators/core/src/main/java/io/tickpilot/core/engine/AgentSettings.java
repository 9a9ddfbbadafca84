package io.tickpilot.core.engine;

import io.tickpilot.core.config.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where an agent's model lies.
 *
 * @param model folder with the manifest and the artefact; relative to the program's home
 */
public record AgentSettings(String name, String model) implements Serializable {

    /** Section {@code agents}: a name each, key {@code model} [models/NAME]; absent: the technical agent alone. */
    static List<AgentSettings> listFrom(Settings root) {
        if (!root.has("agents")) {
            return List.of(new AgentSettings("technical", "models/technical"));
        }
        List<AgentSettings> agents = new ArrayList<>();
        for (Map.Entry<String, Settings> entry : root.sections("agents").entrySet()) {
            agents.add(new AgentSettings(entry.getKey(), entry.getValue().text("model", "models/" + entry.getKey())));
        }
        return List.copyOf(agents);
    }
}
