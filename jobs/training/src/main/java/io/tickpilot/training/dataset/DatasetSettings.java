package io.tickpilot.training.dataset;

/**
 * Which windows are taken and how they are labelled.
 *
 * @param everyBars distance of two windows of a symbol in one-minute bars
 */
public record DatasetSettings(LabelSettings labels, int everyBars) {

    public DatasetSettings {
        if (everyBars <= 0) {
            throw new IllegalArgumentException("dataset out of range: every-bars=" + everyBars);
        }
    }
}
