package io.tickpilot.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;

/**
 * Clips all gradients of a step together by their Euclidean norm (Pascanu et al. 2013), so that their direction stays. DJL's own
 * {@code optClipGrad} is no substitute: with PyTorch it only caps positive elements and lets negative ones pass.
 */
final class GradientNorm {
    private GradientNorm() {}

    /**
     * Scales the gradients down to a norm of at most {@code limit}.
     *
     * @return the norm before
     */
    static double clip(Block block, double limit, NDManager manager) {
        double squares = 0;
        for (Parameter parameter : block.getParameters().values()) {
            try (NDManager memory = manager.newSubManager()) {
                NDArray gradient = gradient(parameter, memory);
                squares += gradient.square().sum().getFloat();
            }
        }
        double norm = Math.sqrt(squares);
        if (norm > limit) {
            for (Parameter parameter : block.getParameters().values()) {
                try (NDManager memory = manager.newSubManager()) {
                    gradient(parameter, memory).muli(limit / norm);
                }
            }
        }
        return norm;
    }

    private static NDArray gradient(Parameter parameter, NDManager memory) {
        NDArray gradient = parameter.getArray().getGradient();
        gradient.attach(memory);
        return gradient;
    }
}
