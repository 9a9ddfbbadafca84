package io.tickpilot.training.trees;

import static io.tickpilot.training.export.OnnxGraph.floats;
import static io.tickpilot.training.export.OnnxGraph.integer;
import static io.tickpilot.training.export.OnnxGraph.integers;
import static io.tickpilot.training.export.OnnxGraph.text;
import static io.tickpilot.training.export.OnnxGraph.texts;

import io.tickpilot.training.export.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/** Writes the trees of several targets as one ONNX {@code TreeEnsembleRegressor}: a column for each target, base + sum of trees. */
final class TreeExport {
    private final List<String> modes = new ArrayList<>();
    private final List<Long> treeIds = new ArrayList<>();
    private final List<Long> nodeIds = new ArrayList<>();
    private final List<Long> features = new ArrayList<>();
    private final List<Long> left = new ArrayList<>();
    private final List<Long> right = new ArrayList<>();
    private final List<Float> values = new ArrayList<>();
    private final List<Long> leafTrees = new ArrayList<>();
    private final List<Long> leafNodes = new ArrayList<>();
    private final List<Long> leafTargets = new ArrayList<>();
    private final List<Float> leafValues = new ArrayList<>();

    private TreeExport() {}

    /** Adds a node from {@code input} of {@code [batch, window]} to {@code output} of {@code [batch, targets]}. */
    static void addTo(OnnxGraph graph, List<FittedTrees> targets, String input, String output) {
        TreeExport export = new TreeExport();
        float[] bases = new float[targets.size()];
        int tree = 0;
        for (int target = 0; target < bases.length; target++) {
            bases[target] = targets.get(target).base();
            for (Tree each : targets.get(target).trees()) {
                export.add(each, tree++, target);
            }
        }
        graph.mlNode(
                "TreeEnsembleRegressor",
                List.of(input),
                List.of(output),
                integer("n_targets", bases.length),
                text("aggregate_function", "SUM"),
                text("post_transform", "NONE"),
                floats("base_values", bases),
                texts("nodes_modes", export.modes),
                integers("nodes_treeids", longs(export.treeIds)),
                integers("nodes_nodeids", longs(export.nodeIds)),
                integers("nodes_featureids", longs(export.features)),
                integers("nodes_truenodeids", longs(export.left)),
                integers("nodes_falsenodeids", longs(export.right)),
                floats("nodes_values", array(export.values)),
                integers("target_treeids", longs(export.leafTrees)),
                integers("target_nodeids", longs(export.leafNodes)),
                integers("target_ids", longs(export.leafTargets)),
                floats("target_weights", array(export.leafValues)));
    }

    private void add(Tree tree, long id, long target) {
        for (int node = 0; node < tree.size(); node++) {
            boolean leaf = tree.isLeaf(node);
            modes.add(leaf ? "LEAF" : "BRANCH_LT");
            treeIds.add(id);
            nodeIds.add((long) node);
            features.add(leaf ? 0L : tree.feature()[node]);
            left.add(leaf ? 0L : tree.left()[node]);
            right.add(leaf ? 0L : tree.right()[node]);
            values.add(leaf ? 0f : tree.value()[node]);
            if (leaf) {
                leafTrees.add(id);
                leafNodes.add((long) node);
                leafTargets.add(target);
                leafValues.add(tree.value()[node]);
            }
        }
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private static float[] array(List<Float> values) {
        float[] result = new float[values.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = values.get(i);
        }
        return result;
    }
}
