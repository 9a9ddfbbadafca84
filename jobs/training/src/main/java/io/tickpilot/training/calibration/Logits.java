package io.tickpilot.training.calibration;

import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Samples;
import java.util.function.IntUnaryOperator;

/** Arithmetic on raw scores of three classes, in doubles, the same everywhere. {@code truth} gives the class of a row. */
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
            powers[i] = StrictMath.exp((logits[i] - highest) / temperature);
            sum += powers[i];
        }
        float[] result = new float[powers.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (powers[i] / sum);
        }
        return result;
    }

    /** Mean cross-entropy in nats; rows belong to samples. */
    public static double logLoss(float[][] logits, Samples samples, double temperature) {
        return logLoss(logits, truth(samples), temperature);
    }

    /** Mean cross-entropy in nats. */
    public static double logLoss(float[][] logits, IntUnaryOperator truth, double temperature) {
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            float[] row = logits[i];
            double highest = Math.max(row[0], Math.max(row[1], row[2]));
            double powers = 0;
            for (int k = 0; k < Label.COUNT; k++) {
                powers += StrictMath.exp((row[k] - highest) / temperature);
            }
            sum += StrictMath.log(powers) - (row[truth.applyAsInt(i)] - highest) / temperature;
        }
        return sum / logits.length;
    }

    /** Share of rows whose largest score is the truth; rows belong to samples. */
    public static double accuracy(float[][] scores, Samples samples) {
        return accuracy(scores, truth(samples));
    }

    /** Share of rows whose largest score is the truth. */
    public static double accuracy(float[][] scores, IntUnaryOperator truth) {
        int right = 0;
        for (int i = 0; i < scores.length; i++) {
            if (argMax(scores[i]) == truth.applyAsInt(i)) {
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

    private static IntUnaryOperator truth(Samples samples) {
        return i -> samples.label(i).ordinal();
    }

    /** The temperature with the lowest log loss (Guo et al. 2017); rows belong to samples. */
    public static double temperature(float[][] logits, Samples samples) {
        return temperature(logits, truth(samples));
    }

    /** The temperature with the lowest log loss (Guo et al. 2017), by golden-section search on its logarithm. */
    public static double temperature(float[][] logits, IntUnaryOperator truth) {
        double low = StrictMath.log(LOWEST_TEMPERATURE);
        double high = StrictMath.log(HIGHEST_TEMPERATURE);
        while (high - low > 1e-4) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (logLoss(logits, truth, StrictMath.exp(left)) <= logLoss(logits, truth, StrictMath.exp(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return StrictMath.exp((low + high) / 2);
    }
}
