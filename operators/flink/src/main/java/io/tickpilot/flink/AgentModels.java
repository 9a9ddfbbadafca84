package io.tickpilot.flink;

import io.tickpilot.core.agent.AgentModel;
import java.io.Serializable;
import java.util.List;

/** Opens the models of a job; travels with the job graph, so it holds paths and settings, never sessions. */
@FunctionalInterface
public interface AgentModels extends Serializable {

    /** No agents at all: features are computed, nothing is scored. */
    static AgentModels none() {
        return List::of;
    }

    /** Called once a task thread for fresh models; the caller closes what it gets. */
    List<AgentModel> open();
}
