package io.tickpilot.training.network;

/**
 * A fitted technical network's numbers.
 *
 * @param forward reads the window oldest first, {@code backward} newest first
 * @param dense of the two last states, the forward one first
 */
public record BiLstmWeights(LstmWeights forward, LstmWeights backward, DenseWeights dense, DenseWeights logits) {}
