package io.tickpilot.replay;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.flink.AgentModels;
import java.util.List;

/** An agent whose opinion hangs on every bit of the window: any difference in what it sees shows in the hash. */
final class Bits implements AgentModel {
    static final AgentModels MODELS = () -> List.of(new Bits());

    @Override
    public String agent() {
        return "technical";
    }

    @Override
    public String version() {
        return "bits";
    }

    @Override
    public FeatureSchema schema() {
        return FeatureSchema.technicalV1();
    }

    @Override
    public void score(float[] window, float[] probabilities) {
        int hash = 7;
        for (float value : window) {
            hash = 31 * hash + Float.floatToRawIntBits(value);
        }
        hash *= 0x9E3779B9;
        float first = (hash >>> 24) / 256f;
        float second = (hash >>> 16 & 255) / 256f;
        probabilities[0] = first * first;
        probabilities[2] = (1 - probabilities[0]) * second;
        probabilities[1] = 1 - probabilities[0] - probabilities[2];
    }

    @Override
    public void close() {}
}
