package io.tickpilot.training.trees;

import java.util.List;

/**
 * What XGBoost made of one target.
 *
 * @param base added to the sum of the trees
 * @param validation XGBoost's own sums for the validation windows
 * @param roundsTried of boosting, of which the {@code trees} are the first and best
 */
record FittedTrees(List<Tree> trees, float base, float[] validation, int roundsTried) {}
