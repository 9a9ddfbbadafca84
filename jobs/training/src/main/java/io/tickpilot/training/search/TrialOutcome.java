package io.tickpilot.training.search;

/**
 * What a trial gave.
 *
 * @param loss on the validation split, lower is better; infinite when it failed
 * @param fault why it failed, empty when it did not
 */
public record TrialOutcome(int number, double share, double loss, double seconds, String fault) {}
