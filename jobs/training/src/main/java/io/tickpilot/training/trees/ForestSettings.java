package io.tickpilot.training.trees;

import java.util.Map;

/**
 * How a forest is grown.
 *
 * @param trees for each class
 * @param leastLeaf least sum of weights in a leaf
 * @param rowShare of the windows that a tree sees, drawn without replacement
 * @param featureShare of the window's numbers that a node may split on, drawn anew for each
 */
public record ForestSettings(int trees, int depth, double leastLeaf, double rowShare, double featureShare) {
    static final String DEPTH = "depth";
    static final String LEAST_LEAF = "least-leaf";
    static final String FEATURE_SHARE = "feature-share";

    private static final String TREES = "trees";
    private static final String ROW_SHARE = "row-share";

    /** 0.632 is the share of different rows in a bootstrap sample. */
    public static final ForestSettings DEFAULTS = new ForestSettings(60, 6, 20, 0.632, 0.3);

    private static final int MOST_TREES = 1_000;

    public ForestSettings {
        boolean sane = trees > 0
                && trees <= MOST_TREES
                && depth > 0
                && depth <= BoostSettings.MOST_DEPTH
                && leastLeaf >= 0
                && rowShare > 0
                && rowShare <= 1
                && featureShare > 0
                && featureShare <= 1;
        if (!sane) {
            throw new IllegalArgumentException("forest out of range: trees=" + trees + " depth=" + depth
                    + " least-leaf=" + leastLeaf + " row-share=" + rowShare + " feature-share=" + featureShare);
        }
    }
    /** By the names that {@link #with} takes. */
    public Map<String, Double> parameters() {
        return Map.of(
                TREES, (double) trees,
                DEPTH, (double) depth,
                LEAST_LEAF, leastLeaf,
                ROW_SHARE, rowShare,
                FEATURE_SHARE, featureShare);
    }

    /** The same with other values; those not named stay as they are. */
    public ForestSettings with(Map<String, Double> parameters) {
        return new ForestSettings(
                parameters.getOrDefault(TREES, (double) trees).intValue(),
                parameters.getOrDefault(DEPTH, (double) depth).intValue(),
                parameters.getOrDefault(LEAST_LEAF, leastLeaf),
                parameters.getOrDefault(ROW_SHARE, rowShare),
                parameters.getOrDefault(FEATURE_SHARE, featureShare));
    }
}
