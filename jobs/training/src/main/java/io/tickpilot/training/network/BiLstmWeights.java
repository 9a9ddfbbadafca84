package io.tickpilot.training.network;

/**
 * A fitted network's numbers in PyTorch's layout: gates in the order input, forget, cell, output; matrices row-major with
 * one row per output.
 *
 * @param features of a window's row
 * @param forward reads the window oldest first, {@code backward} newest first
 * @param denseWeight {@code [dense][2 * hidden]}, the forward half first
 * @param logitWeight {@code [3][dense]}
 */
public record BiLstmWeights(
        int features,
        int hidden,
        int dense,
        Direction forward,
        Direction backward,
        float[] denseWeight,
        float[] denseBias,
        float[] logitWeight,
        float[] logitBias) {

    /**
     * One LSTM.
     *
     * @param input {@code [4 * hidden][features]}
     * @param recurrent {@code [4 * hidden][hidden]}
     */
    public record Direction(float[] input, float[] recurrent, float[] inputBias, float[] recurrentBias) {}
}
