package io.tickpilot.training.calibration;

import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.export.OnnxGraph;
import java.util.List;

/** What calibrations by class share: after each class by itself, the three are divided by their sum. */
final class PerClass {
    static final int CLASSES = Label.COUNT;

    /** Least value of a class, so that the sum is never 0 and no label is impossible. */
    static final float LEAST = 1e-4f;

    private PerClass() {}

    /** Divides the first three of a row by their sum, each at least {@link #LEAST}. */
    static void normalise(float[] row) {
        double sum = 0;
        for (int k = 0; k < CLASSES; k++) {
            row[k] = Math.max(row[k], LEAST);
            sum += row[k];
        }
        for (int k = 0; k < CLASSES; k++) {
            row[k] = (float) (row[k] / sum);
        }
    }

    static void addNormalise(OnnxGraph graph, String values, String probabilities) {
        graph.constant("least", new float[] {LEAST}, 1)
                .longs("class_axis", 1)
                .node("Max", List.of(values, "least"), List.of("possible"))
                .node("ReduceSum", List.of("possible", "class_axis"), List.of("class_sum"))
                .node("Div", List.of("possible", "class_sum"), List.of(probabilities));
    }
}
