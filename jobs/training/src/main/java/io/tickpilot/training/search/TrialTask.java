package io.tickpilot.training.search;

import java.util.Map;

/**
 * A trial to run.
 *
 * @param share of the training windows, evenly taken
 */
public record TrialTask(int number, Map<String, Double> parameters, double share, long seed) {}
