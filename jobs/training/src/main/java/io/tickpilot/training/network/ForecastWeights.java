package io.tickpilot.training.network;

/**
 * A fitted forecast network's numbers.
 *
 * @param convolution {@code [filters][features][kernel]}
 * @param attention {@code [attention][hidden]}
 * @param energy {@code [attention]}
 * @param dense of the attended state and the last one
 * @param head three logits, the first quantile, then the distance from each quantile to the next before its softplus
 */
public record ForecastWeights(
        int kernel,
        DenseWeights convolution,
        LstmWeights lstm,
        DenseWeights attention,
        float[] energy,
        DenseWeights dense,
        DenseWeights head) {}
