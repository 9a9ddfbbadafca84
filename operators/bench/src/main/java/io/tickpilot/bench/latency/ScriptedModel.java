package io.tickpilot.bench.latency;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.feature.FeatureSchema;

/** Says buy at once whatever it sees: a decision on every tick without inference. Its window is filled all the same. */
final class ScriptedModel implements AgentModel {
    private final String agent;

    ScriptedModel(String agent) {
        this.agent = agent;
    }

    @Override
    public String agent() {
        return agent;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public FeatureSchema schema() {
        return FeatureSchema.technicalV1();
    }

    @Override
    public void score(float[] window, float[] probabilities) {
        probabilities[0] = 0;
        probabilities[1] = 0;
        probabilities[2] = 1;
    }

    @Override
    public void close() {}
}
