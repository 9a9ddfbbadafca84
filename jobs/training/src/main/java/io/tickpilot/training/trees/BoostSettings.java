package io.tickpilot.training.trees;

import java.util.Map;

/**
 * How trees are boosted.
 *
 * @param rounds at most, one tree each
 * @param patience rounds without a better validation loss after which it ends
 * @param leastLeaf least sum of weights in a leaf, or of p (1 - p) times weights for a probability
 * @param ridge added to that sum when a leaf's value is computed
 */
public record BoostSettings(int rounds, int patience, double learningRate, int depth, double leastLeaf, double ridge) {
    static final String LEARNING_RATE = "learning-rate";
    static final String DEPTH = "depth";
    static final String LEAST_LEAF = "least-leaf";

    private static final String ROUNDS = "rounds";
    private static final String PATIENCE = "patience";
    private static final String RIDGE = "ridge";

    /** Deeper trees remember windows, and a model has megabytes. */
    static final int MOST_DEPTH = 10;

    public static final BoostSettings DEFAULTS = new BoostSettings(300, 30, 0.08, 4, 20, 5);

    public BoostSettings {
        boolean sane = rounds > 0
                && patience > 0
                && learningRate > 0
                && learningRate <= 1
                && depth > 0
                && depth <= MOST_DEPTH
                && leastLeaf >= 0
                && ridge >= 0;
        if (!sane) {
            throw new IllegalArgumentException("boosting out of range: rounds=" + rounds + " patience=" + patience
                    + " learning-rate=" + learningRate + " depth=" + depth + " least-leaf=" + leastLeaf + " ridge="
                    + ridge);
        }
    }
    /** By the names that {@link #with} takes. */
    public Map<String, Double> parameters() {
        return Map.of(
                ROUNDS,
                (double) rounds,
                PATIENCE,
                (double) patience,
                LEARNING_RATE,
                learningRate,
                DEPTH,
                (double) depth,
                LEAST_LEAF,
                leastLeaf,
                RIDGE,
                ridge);
    }

    /** The same with other values; those not named stay as they are. */
    public BoostSettings with(Map<String, Double> parameters) {
        return new BoostSettings(
                parameters.getOrDefault(ROUNDS, (double) rounds).intValue(),
                parameters.getOrDefault(PATIENCE, (double) patience).intValue(),
                parameters.getOrDefault(LEARNING_RATE, learningRate),
                parameters.getOrDefault(DEPTH, (double) depth).intValue(),
                parameters.getOrDefault(LEAST_LEAF, leastLeaf),
                parameters.getOrDefault(RIDGE, ridge));
    }
}
