package io.tickpilot.training.network;

/**
 * One pass over the training windows.
 *
 * @param number from 1
 * @param trainLoss mean cross-entropy in nats, of a forecast and its pinball loss, with dropout on and by sample weights;
 *     {@code validationLoss} with neither
 * @param best whether no earlier epoch had a lower validation loss
 */
public record Epoch(
        int number, double trainLoss, double validationLoss, double validationAccuracy, double seconds, boolean best) {}
