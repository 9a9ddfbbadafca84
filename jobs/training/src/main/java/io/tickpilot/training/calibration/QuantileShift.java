package io.tickpilot.training.calibration;

import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.export.OnnxGraph;
import io.tickpilot.training.network.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Moves each quantile of a forecast by a constant, so that of samples the network was not trained on the share its level says lies
 * below it: conformal quantile regression, each side by itself (Romano, Patterson and Candes 2019). The constant of a level
 * {@code a} is the a-quantile of {@code return - forecast}, of rank {@code (n + 1) a}, rounded away from the median. Where moved
 * quantiles cross they are put in order, which lowers the pinball loss if anything (Chernozhukov et al. 2010).
 *
 * @param shifts by quantile, in ATR(M1)
 */
public record QuantileShift(float[] shifts) {
    /** Leaves quantiles that do not fall as they are. */
    public static final QuantileShift NONE = new QuantileShift(new float[Quantiles.COUNT]);

    private static final double MEDIAN = 0.5;

    /**
     * @param outputs forecasts of the samples, quantiles behind the three scores of the direction
     */
    public static QuantileShift of(float[][] outputs, Samples samples) {
        float[] shifts = new float[Quantiles.COUNT];
        double[] missed = new double[outputs.length];
        for (int level = 0; level < shifts.length; level++) {
            for (int i = 0; i < missed.length; i++) {
                missed[i] = samples.get(i).outcome().midReturn() - outputs[i][Label.COUNT + level];
            }
            Arrays.sort(missed);
            shifts[level] = (float) missed[rank(Quantiles.LEVELS.get(level), missed.length) - 1];
        }
        return new QuantileShift(shifts);
    }

    private static int rank(double level, int count) {
        double exact = (count + 1) * level;
        long rounded = level < MEDIAN ? (long) Math.floor(exact) : (long) Math.ceil(exact);
        return (int) Math.min(count, Math.max(1, rounded));
    }

    /** A row with its quantiles moved and in order, the scores before them as they are. */
    public float[] apply(float[] row) {
        float[] result = row.clone();
        for (int level = 0; level < shifts.length; level++) {
            result[Label.COUNT + level] += shifts[level];
        }
        Arrays.sort(result, Label.COUNT, Label.COUNT + shifts.length);
        return result;
    }

    /** The shifts with their signs. */
    public String describe() {
        StringJoiner words = new StringJoiner(" ");
        for (float shift : shifts) {
            words.add(String.format(Locale.ROOT, "%+.3f", shift));
        }
        return words.toString();
    }

    /**
     * Adds the same as nodes.
     *
     * @param quantiles name of a tensor {@code [batch, 5]} in the graph
     * @param moved name of the {@code [batch, 5]} tensor it makes
     */
    public void addTo(OnnxGraph graph, String quantiles, String moved) {
        graph.constant("quantile_shift", shifts, shifts.length)
                .longs("quantile_count", shifts.length)
                .node("Add", List.of(quantiles, "quantile_shift"), List.of("shifted_quantiles"))
                .node(
                        "TopK",
                        List.of("shifted_quantiles", "quantile_count"),
                        List.of(moved, "quantile_order"),
                        OnnxGraph.integer("axis", 1),
                        OnnxGraph.integer("largest", 0),
                        OnnxGraph.integer("sorted", 1));
    }
}
