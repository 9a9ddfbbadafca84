package io.tickpilot.core.signal;

/**
 * One agent's part in a decision.
 *
 * @param sell probability, as are {@code hold} and {@code buy}; NaN when abstaining
 * @param weight in the ensemble after normalisation, 0 when abstaining
 * @param abstention why it did not vote, empty when it did
 */
public record Vote(String agent, String version, float sell, float hold, float buy, double weight, String abstention) {}
