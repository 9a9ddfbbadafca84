package io.tickpilot.training.dataset;

/**
 * What is known of one window but for its numbers, which {@link Samples} reads.
 *
 * @param timeMicros when the window ended
 * @param endMicros when label and outcome were known; nothing in them is later
 * @param weight average uniqueness of the label, above 0, at most 1 (Lopez de Prado 2018, ch. 4.4)
 */
public record Sample(
        String symbol, long timeMicros, long endMicros, Label label, Entry entry, Outcome outcome, double weight) {

    Sample withWeight(double other) {
        return new Sample(symbol, timeMicros, endMicros, label, entry, outcome, other);
    }
}
