package io.tickpilot.training.calibration;

import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Samples;

/** Arithmetic on raw network outputs, in doubles; rows belong to samples. */
public final class Logits {
    private static final double LOWEST_TEMPERATURE = 0.25;
    private static final double HIGHEST_TEMPERATURE = 8;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private Logits() {}

    /** Softmax of the first three {@code logits / temperature}. */
    public static float[] probabilities(float[] logits, double temperature) {
        double highest = Math.max(logits[0], Math.max(logits[1], logits[2]));
        double sum = 0;
        double[] powers = new double[Label.COUNT];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Math.exp((logits[i] - highest) / temperature);
            sum += powers[i];
        }
        float[] result = new float[powers.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (powers[i] / sum);
        }
        return result;
    }

    /** Mean cross-entropy in nats. */
    public static double logLoss(float[][] logits, Samples samples, double temperature) {
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            float[] row = logits[i];
            double highest = Math.max(row[0], Math.max(row[1], row[2]));
            double powers = 0;
            for (int k = 0; k < Label.COUNT; k++) {
                powers += Math.exp((row[k] - highest) / temperature);
            }
            int label = samples.label(i).ordinal();
            sum += Math.log(powers) - (row[label] - highest) / temperature;
        }
        return sum / logits.length;
    }

    public static double accuracy(float[][] scores, Samples samples) {
        int right = 0;
        for (int i = 0; i < scores.length; i++) {
            if (argMax(scores[i]) == samples.label(i).ordinal()) {
                right++;
            }
        }
        return right / (double) scores.length;
    }

    /** Index of the largest score, the first of equals. */
    public static int argMax(float[] scores) {
        int best = 0;
        for (int i = 1; i < Label.COUNT; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    /** The temperature with the lowest log loss (Guo et al. 2017), by golden-section search on its logarithm. */
    public static double temperature(float[][] logits, Samples samples) {
        double low = Math.log(LOWEST_TEMPERATURE);
        double high = Math.log(HIGHEST_TEMPERATURE);
        while (high - low > 1e-4) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (logLoss(logits, samples, Math.exp(left)) <= logLoss(logits, samples, Math.exp(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.exp((low + high) / 2);
    }
}
