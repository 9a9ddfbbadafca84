package io.tickpilot.training.dataset;

import java.util.List;
import java.util.stream.IntStream;

/** Mean and standard deviation of each feature over all rows of the training windows: {@code (raw - mean) / std}. */
public record Scaling(float[] mean, float[] std) {

    /** Below this a feature is taken as constant and only centred. */
    private static final double SMALLEST_STD = 1e-6;

    public static Scaling of(Samples samples) {
        int width = samples.dataset().info().width();
        double[] sum = new double[width];
        double[] squares = new double[width];
        float[] window = new float[samples.windowLength()];
        for (int sample = 0; sample < samples.size(); sample++) {
            samples.window(sample, window, 0);
            for (int i = 0; i < window.length; i++) {
                sum[i % width] += window[i];
                squares[i % width] += (double) window[i] * window[i];
            }
        }
        long rows = (long) samples.size() * window.length / width;
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

    /** Scales the window that lies in {@code windows} from {@code offset} on. */
    public void apply(float[] windows, int offset, int length) {
        int width = mean.length;
        for (int i = 0; i < length; i++) {
            windows[offset + i] = (windows[offset + i] - mean[i % width]) / std[i % width];
        }
    }
}
