package io.tickpilot.flink;

import io.tickpilot.core.agent.AgentModel;
import java.io.Serializable;
import java.util.Map;

/** Opens the models of a job; travels with the job graph, so it holds paths and settings, never sessions. */
@FunctionalInterface
public interface AgentModels extends Serializable {

    /** No agents at all: features are computed, nothing is scored. */
    static AgentModels none() {
        return Map::of;
    }

    /**
     * Called once a task thread; the caller closes what it gets.
     *
     * @return fresh models by agent name
     */
    Map<String, AgentModel> open();
}
