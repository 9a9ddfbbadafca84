package io.tickpilot.training;

import io.tickpilot.training.network.Epoch;

/** Hears how a training goes; called on the training thread. */
public interface TrainingListener {

    /** Hears nothing. */
    TrainingListener SILENT = new TrainingListener() {
        @Override
        public void onProgress(Phase phase, double share) {}

        @Override
        public void onEpoch(Epoch epoch) {}

        @Override
        public void onNote(String line) {}
    };

    /** Steps of a training, in order. */
    enum Phase {
        /** Ticks to labelled windows. */
        COLLECT,
        /** Epochs; early stopping jumps to the end. */
        FIT,
        /** Export, parity and metrics. */
        EVALUATE
    }

    /** @param share of the phase that is done, 0 to 1 */
    void onProgress(Phase phase, double share);

    void onEpoch(Epoch epoch);

    /** One line worth keeping, such as the class balance or the parity. */
    void onNote(String line);
}
