package io.tickpilot.training.network;

/**
 * One pass over the training windows.
 *
 * @param number from 1
 * @param trainLoss mean cross-entropy in nats with dropout on, {@code validationLoss} with it off
 * @param best whether no earlier epoch had a lower validation loss
 */
public record Epoch(
        int number, double trainLoss, double validationLoss, double validationAccuracy, double seconds, boolean best) {}
