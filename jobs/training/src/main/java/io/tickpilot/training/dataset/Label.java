package io.tickpilot.training.dataset;

import java.util.List;

/** Which trade won, hold when neither did; ordinals are the order of a model's outputs. */
public enum Label {
    SELL,
    HOLD,
    BUY;

    public static final int COUNT = values().length;

    /** Share of each label, in their order. */
    public static double[] shares(List<Sample> samples) {
        double[] shares = new double[COUNT];
        for (Sample sample : samples) {
            shares[sample.label().ordinal()] += 1.0 / samples.size();
        }
        return shares;
    }
}
