package io.tickpilot.training;

/**
 * One measure of a model on unseen samples.
 *
 * @param name as a key, in lower camel case
 * @param baseline what a model without any skill reaches
 * @param meaning in words, with the direction that is better
 */
public record Finding(String name, double value, double baseline, String meaning) {}
