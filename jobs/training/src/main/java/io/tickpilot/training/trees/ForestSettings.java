package io.tickpilot.training.trees;

/**
 * How a forest is grown.
 *
 * @param trees for each class
 * @param leastLeaf least sum of weights in a leaf
 * @param rowShare of the windows that a tree sees, drawn without replacement
 * @param featureShare of the window's numbers that a node may split on, drawn anew for each
 */
public record ForestSettings(int trees, int depth, double leastLeaf, double rowShare, double featureShare) {
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
}
