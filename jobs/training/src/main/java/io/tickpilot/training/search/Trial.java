package io.tickpilot.training.search;

import java.util.Map;

/**
 * One choice of parameters.
 *
 * @param number from 0, which has none: the agent as it is
 */
public record Trial(int number, Map<String, Double> parameters) {}
