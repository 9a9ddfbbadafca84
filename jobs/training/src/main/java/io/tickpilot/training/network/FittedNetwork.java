package io.tickpilot.training.network;

import java.util.List;

/**
 * The best epoch of a fit.
 *
 * @param weights of the best epoch
 * @param validation the trainer's own output for the validation split with these weights, one row a sample
 * @param ending why it stopped, in words
 */
public record FittedNetwork<W>(W weights, float[][] validation, List<Epoch> epochs, Epoch best, String ending) {

    /** The same with outputs that something has been done to. */
    public FittedNetwork<W> withValidation(float[][] outputs) {
        return new FittedNetwork<>(weights, outputs, epochs, best, ending);
    }
}
