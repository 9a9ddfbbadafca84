package io.tickpilot.training.dataset;

/** Which trade won, hold when neither did; ordinals are the order of a model's outputs. */
public enum Label {
    SELL,
    HOLD,
    BUY;

    public static final int COUNT = values().length;
}
