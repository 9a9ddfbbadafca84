package io.tickpilot.training.trees;

/**
 * A binary tree as XGBoost keeps it: node 0 is the root; a window goes left where {@code window[feature] < value}, else right.
 *
 * @param left child of each node, -1 for a leaf; {@code right} likewise
 * @param feature place in the window, of nodes that are no leaf
 * @param value threshold of a node, result of a leaf
 */
record Tree(int[] left, int[] right, int[] feature, float[] value) {

    int size() {
        return left.length;
    }

    boolean isLeaf(int node) {
        return left[node] < 0;
    }
}
