package io.tickpilot.training.network;

import ai.djl.nn.recurrent.LSTM;

/**
 * One LSTM in one direction in PyTorch's layout: gates in the order input, forget, cell, output; matrices row-major with one row
 * per output.
 *
 * @param input {@code [4 * hidden][features]}
 * @param recurrent {@code [4 * hidden][hidden]}
 */
public record LstmWeights(float[] input, float[] recurrent, float[] inputBias, float[] recurrentBias) {

    static LstmWeights of(LSTM layer) {
        return new LstmWeights(
                DenseWeights.values(layer, "i2h_WEIGHT"),
                DenseWeights.values(layer, "h2h_WEIGHT"),
                DenseWeights.values(layer, "i2h_BIAS"),
                DenseWeights.values(layer, "h2h_BIAS"));
    }

    public int hidden() {
        return inputBias.length / 4;
    }

    /** Numbers of a row that it reads. */
    public int features() {
        return input.length / inputBias.length;
    }
}
