package io.tickpilot.training.report;

/**
 * What a feature is worth to the published model: how much worse the test split is told when the feature's column, all its rows
 * together, comes from another window (Breiman 2001). Features that tell the same share their worth.
 *
 * @param worth rise of the log loss; of a kind without directions, mean absolute change of the outputs
 */
public record FeatureImportance(String feature, double worth) {}
