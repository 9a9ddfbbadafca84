package io.tickpilot.training.calibration;

import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.export.OnnxGraph;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A rising line of straight pieces for each class, level outside its knots, then divided by their sum. In a graph it is the first
 * level plus a sum of {@code change of slope * relu(raw - knot)}.
 *
 * @param knots {@code [3][KNOTS]}, rising, of raw scores
 * @param values {@code [3][KNOTS]} at the knots, never falling
 */
record Isotonic(float[][] knots, float[][] values) implements Calibration {
    /** Knots a class: pools of a monotone fit, merged evenly where there are more. */
    static final int KNOTS = 24;

    /** Least distance of two knots as a share of the scores' range, which bounds the slopes and with them rounding. */
    private static final double LEAST_GAP = 5e-3;
    /** Scores closer than this, relative to their size, are one. */
    private static final double LEAST_RANGE = 0.01;

    /** Pool adjacent violators on the raw scores of each class, a knot at each pool's mean score. */
    static Isotonic fit(float[][] raw, Samples samples) {
        float[][] knots = new float[PerClass.CLASSES][];
        float[][] values = new float[PerClass.CLASSES][];
        for (int k = 0; k < PerClass.CLASSES; k++) {
            int column = k;
            Integer[] order = IntStream.range(0, raw.length).boxed().toArray(Integer[]::new);
            Arrays.sort(order, Comparator.comparingDouble(i -> raw[i][column]));
            double[] x = new double[order.length];
            double[] y = new double[order.length];
            for (int i = 0; i < order.length; i++) {
                x[i] = raw[order[i]][k];
                y[i] = samples.label(order[i]).ordinal() == k ? 1 : 0;
            }
            double[][] line = line(x, y);
            knots[k] = floats(line[0]);
            values[k] = floats(line[1]);
        }
        return new Isotonic(knots, values);
    }

    /** @return knots and values, {@link #KNOTS} each */
    private static double[][] line(double[] x, double[] y) {
        double[][] pools = pooled(quantiles(x, y));
        double largest = Math.max(Math.abs(x[0]), Math.abs(x[x.length - 1]));
        double gap = LEAST_GAP * Math.max(x[x.length - 1] - x[0], LEAST_RANGE * (1 + largest));
        double[] knots = new double[KNOTS];
        double[] values = new double[KNOTS];
        int count = 0;
        for (double[] pool : pools) {
            double at = pool[0] / pool[2];
            if (count > 0 && at - knots[count - 1] < gap) {
                at = knots[count - 1] + gap;
            }
            knots[count] = at;
            values[count++] = pool[1] / pool[2];
        }
        for (int i = count; i < KNOTS; i++) {
            knots[i] = knots[i - 1] + gap;
            values[i] = values[i - 1];
        }
        return new double[][] {knots, values};
    }

    /** At most {@link #KNOTS} groups of about equally many scores, equal scores together: sums of x, of y, and the count. */
    private static double[][] quantiles(double[] x, double[] y) {
        double[][] groups = new double[KNOTS][3];
        int group = 0;
        for (int i = 0; i < x.length; i++) {
            boolean full = i >= (long) (group + 1) * x.length / KNOTS;
            if (full && x[i] > x[i - 1] && group < KNOTS - 1) {
                group++;
            }
            groups[group][0] += x[i];
            groups[group][1] += y[i];
            groups[group][2]++;
        }
        return Arrays.copyOf(groups, group + 1);
    }

    /** Joins neighbours until their means never fall. */
    private static double[][] pooled(double[][] groups) {
        double[][] pools = new double[groups.length][];
        int count = 0;
        for (double[] group : groups) {
            double[] pool = group.clone();
            while (count > 0 && pools[count - 1][1] / pools[count - 1][2] >= pool[1] / pool[2]) {
                double[] before = pools[--count];
                for (int i = 0; i < pool.length; i++) {
                    pool[i] += before[i];
                }
            }
            pools[count++] = pool;
        }
        return Arrays.copyOf(pools, count);
    }

    @Override
    public String method() {
        return "isotonic";
    }

    @Override
    public float[] apply(float[] raw) {
        float[] result = raw.clone();
        for (int k = 0; k < PerClass.CLASSES; k++) {
            result[k] = (float) at(raw[k], knots[k], values[k]);
        }
        PerClass.normalise(result);
        return result;
    }

    private static double at(double x, float[] knots, float[] values) {
        if (x <= knots[0]) {
            return values[0];
        }
        for (int i = 1; i < KNOTS; i++) {
            if (x <= knots[i]) {
                double share = (x - knots[i - 1]) / ((double) knots[i] - knots[i - 1]);
                return values[i - 1] + share * ((double) values[i] - values[i - 1]);
            }
        }
        return values[KNOTS - 1];
    }

    @Override
    public void addTo(OnnxGraph graph, String raw, String probabilities) {
        float[] flatKnots = new float[PerClass.CLASSES * KNOTS];
        float[] changes = new float[PerClass.CLASSES * KNOTS];
        float[] first = new float[PerClass.CLASSES];
        for (int k = 0; k < PerClass.CLASSES; k++) {
            double before = 0;
            first[k] = values[k][0];
            for (int i = 0; i < KNOTS; i++) {
                double slope = i == KNOTS - 1
                        ? 0
                        : ((double) values[k][i + 1] - values[k][i]) / ((double) knots[k][i + 1] - knots[k][i]);
                flatKnots[k * KNOTS + i] = knots[k][i];
                changes[k * KNOTS + i] = (float) (slope - before);
                before = slope;
            }
        }
        graph.constant("knots", flatKnots, 1, PerClass.CLASSES, KNOTS)
                .constant("slope_changes", changes, 1, PerClass.CLASSES, KNOTS)
                .constant("first_level", first, 1, PerClass.CLASSES)
                .longs("knot_axis", 2)
                .node("Unsqueeze", List.of(raw, "knot_axis"), List.of("raw_by_class"))
                .node("Sub", List.of("raw_by_class", "knots"), List.of("beyond"))
                .node("Relu", List.of("beyond"), List.of("beyond_only"))
                .node("Mul", List.of("beyond_only", "slope_changes"), List.of("pieces"))
                .node("ReduceSum", List.of("pieces", "knot_axis"), List.of("risen"), OnnxGraph.integer("keepdims", 0))
                .node("Add", List.of("risen", "first_level"), List.of("by_class"));
        PerClass.addNormalise(graph, "by_class", probabilities);
    }

    private static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }
}
