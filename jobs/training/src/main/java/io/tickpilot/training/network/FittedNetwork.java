package io.tickpilot.training.network;

import java.util.List;

/**
 * The best epoch of a fit.
 *
 * @param validationLogits the trainer's own output for the validation split with these weights, one row a sample
 * @param ending why it stopped, in words
 */
public record FittedNetwork(
        BiLstmWeights weights, float[][] validationLogits, List<Epoch> epochs, Epoch best, String ending) {}
