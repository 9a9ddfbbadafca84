package io.tickpilot.training.network;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer, or a convolution over time.
 *
 * @param weight {@code [outputs][inputs]}; of a convolution {@code [outputs][inputs][kernel]}
 */
public record DenseWeights(float[] weight, float[] bias) {

    static DenseWeights of(Block layer) {
        return new DenseWeights(values(layer, "weight"), values(layer, "bias"));
    }

    public int outputs() {
        return bias.length;
    }

    public int inputs() {
        return weight.length / bias.length;
    }

    /** A copy of the one parameter of a layer whose name ends so. */
    static float[] values(Block layer, String nameEnd) {
        @Nullable Parameter found = null;
        for (Pair<String, Parameter> each : layer.getDirectParameters()) {
            if (each.getKey().endsWith(nameEnd)) {
                found = each.getValue();
            }
        }
        if (found == null) {
            throw new IllegalStateException("layer has no such parameter: " + nameEnd + " of "
                    + layer.getDirectParameters().keys());
        }
        return found.getArray().toFloatArray();
    }
}
