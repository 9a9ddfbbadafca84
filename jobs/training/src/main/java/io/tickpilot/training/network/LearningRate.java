package io.tickpilot.training.network;

import ai.djl.training.tracker.Tracker;

/**
 * Learning rate by step: rises in a line to its peak over the first twentieth of the steps, then falls by half a cosine to a
 * hundredth of it (Loshchilov and Hutter 2017, without restarts). The slow start keeps Adam's first steps, whose variances rest
 * on few gradients, from throwing the LSTM's states into saturation.
 *
 * @param steps of the whole fit if nothing stops it; later ones stay at the end
 */
record LearningRate(float peak, int steps) implements Tracker {
    private static final double WARM_UP_SHARE = 0.05;
    private static final double LAST_SHARE = 0.01;

    /** @param step from 1 */
    @Override
    public float getNewValue(int step) {
        double warmUp = Math.max(1, Math.rint(WARM_UP_SHARE * steps));
        if (step <= warmUp) {
            return (float) (peak * step / warmUp);
        }
        double passed = Math.min(1, (step - warmUp) / Math.max(1, steps - warmUp));
        double share = LAST_SHARE + (1 - LAST_SHARE) * 0.5 * (1 + StrictMath.cos(Math.PI * passed));
        return (float) (peak * share);
    }
}
