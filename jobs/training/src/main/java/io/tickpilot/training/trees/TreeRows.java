package io.tickpilot.training.trees;

import io.tickpilot.training.dataset.Sample;
import io.tickpilot.training.dataset.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one fit learns from.
 *
 * @param windows one after the other, {@code width} floats each
 * @param targets one a window, as {@code weights}
 */
record TreeRows(float[] windows, int width, float[] targets, float[] weights) {

    /** The windows once for each target, weighted by the samples' uniqueness. */
    static TreeRows of(Samples samples, List<ToDoubleFunction<Sample>> targets) {
        int width = samples.windowLength();
        int size = samples.size();
        int rows = size * targets.size();
        float[] windows = new float[rows * width];
        float[] values = new float[rows];
        float[] weights = new float[rows];
        for (int i = 0; i < rows; i++) {
            Sample sample = samples.get(i % size);
            samples.window(i % size, windows, i * width);
            values[i] = (float) targets.get(i / size).applyAsDouble(sample);
            weights[i] = (float) sample.weight();
        }
        return new TreeRows(windows, width, values, weights);
    }

    int size() {
        return targets.length;
    }

    double meanTarget() {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < targets.length; i++) {
            sum += (double) weights[i] * targets[i];
            total += weights[i];
        }
        return sum / total;
    }

    /** Mean distance of the targets from a value, weights left out. */
    double meanDistance(double from) {
        double sum = 0;
        for (float target : targets) {
            sum += Math.abs(target - from);
        }
        return sum / targets.length;
    }

    /** The smallest target that at least this share of all lies at or below, weights left out. */
    float quantileOfTargets(double share) {
        float[] sorted = targets.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
