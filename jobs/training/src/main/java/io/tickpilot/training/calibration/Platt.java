package io.tickpilot.training.calibration;

import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.export.OnnxGraph;
import java.util.List;

/**
 * {@code 1 / (1 + exp(-(slope * raw + offset)))} for each class, then divided by their sum.
 *
 * @param slope one a class, as {@code offset}
 */
record Platt(float[] slope, float[] offset) implements Calibration {
    private static final int STEPS = 50;
    private static final double RIDGE = 1e-6;

    /** Newton's method on the log loss, towards Platt's targets (n+ + 1)/(n+ + 2) and 1/(n- + 2). */
    static Platt fit(float[][] raw, Samples samples) {
        float[] slope = new float[PerClass.CLASSES];
        float[] offset = new float[PerClass.CLASSES];
        for (int k = 0; k < PerClass.CLASSES; k++) {
            double[] line = line(raw, samples, k);
            slope[k] = (float) line[0];
            offset[k] = (float) line[1];
        }
        return new Platt(slope, offset);
    }

    private static double[] line(float[][] raw, Samples samples, int k) {
        int positive = 0;
        for (int i = 0; i < raw.length; i++) {
            positive += samples.label(i).ordinal() == k ? 1 : 0;
        }
        double high = (positive + 1.0) / (positive + 2.0);
        double low = 1.0 / (raw.length - positive + 2.0);
        double a = 0;
        double b = Math.log((positive + 1.0) / (raw.length - positive + 1.0));
        for (int step = 0; step < STEPS; step++) {
            double gradientA = RIDGE * a;
            double gradientB = 0;
            double aa = RIDGE;
            double ab = 0;
            double bb = RIDGE;
            for (int i = 0; i < raw.length; i++) {
                double x = raw[i][k];
                double p = 1 / (1 + Math.exp(-(a * x + b)));
                double error = p - (samples.label(i).ordinal() == k ? high : low);
                double weight = Math.max(p * (1 - p), 1e-12);
                gradientA += error * x;
                gradientB += error;
                aa += weight * x * x;
                ab += weight * x;
                bb += weight;
            }
            double determinant = aa * bb - ab * ab;
            double stepA = (bb * gradientA - ab * gradientB) / determinant;
            double stepB = (aa * gradientB - ab * gradientA) / determinant;
            double length = Math.max(1, Math.hypot(stepA, stepB) / 10);
            a -= stepA / length;
            b -= stepB / length;
            if (Math.abs(stepA) + Math.abs(stepB) < 1e-10) {
                break;
            }
        }
        return new double[] {a, b};
    }

    @Override
    public String method() {
        return "platt";
    }

    @Override
    public float[] apply(float[] raw) {
        float[] result = raw.clone();
        for (int k = 0; k < PerClass.CLASSES; k++) {
            result[k] = (float) (1 / (1 + Math.exp(-(slope[k] * raw[k] + offset[k]))));
        }
        PerClass.normalise(result);
        return result;
    }

    @Override
    public void addTo(OnnxGraph graph, String raw, String probabilities) {
        graph.constant("platt_slope", slope, PerClass.CLASSES)
                .constant("platt_offset", offset, PerClass.CLASSES)
                .node("Mul", List.of(raw, "platt_slope"), List.of("sloped"))
                .node("Add", List.of("sloped", "platt_offset"), List.of("line"))
                .node("Sigmoid", List.of("line"), List.of("by_class"));
        PerClass.addNormalise(graph, "by_class", probabilities);
    }
}
