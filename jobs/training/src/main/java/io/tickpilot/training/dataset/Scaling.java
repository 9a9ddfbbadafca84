package io.tickpilot.training.dataset;

import java.util.List;
import java.util.stream.IntStream;

/** Mean and standard deviation of each feature over all rows of the training windows: {@code (raw - mean) / std}. */
public record Scaling(float[] mean, float[] std) {

    /** Below this a feature is taken as constant and only centred. */
    private static final double SMALLEST_STD = 1e-6;

    public static Scaling of(List<Sample> samples, int width) {
        double[] sum = new double[width];
        double[] squares = new double[width];
        long rows = 0;
        for (Sample sample : samples) {
            float[] window = sample.window();
            for (int i = 0; i < window.length; i++) {
                sum[i % width] += window[i];
                squares[i % width] += (double) window[i] * window[i];
            }
            rows += window.length / width;
        }
        float[] mean = new float[width];
        float[] std = new float[width];
        for (int i = 0; i < width; i++) {
            double average = sum[i] / rows;
            double deviation = Math.sqrt(Math.max(0, squares[i] / rows - average * average));
            mean[i] = (float) average;
            std[i] = deviation < SMALLEST_STD ? 1 : (float) deviation;
        }
        return new Scaling(mean, std);
    }

    public List<Double> means() {
        return boxed(mean);
    }

    public List<Double> deviations() {
        return boxed(std);
    }

    private static List<Double> boxed(float[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> (double) values[i])
                .toList();
    }

    /** Writes the scaled window to {@code target} from {@code offset} on. */
    public void apply(float[] window, float[] target, int offset) {
        int width = mean.length;
        for (int i = 0; i < window.length; i++) {
            target[offset + i] = (window[i] - mean[i % width]) / std[i % width];
        }
    }
}
