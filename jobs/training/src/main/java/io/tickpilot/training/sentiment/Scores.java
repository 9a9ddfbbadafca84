package io.tickpilot.training.sentiment;

import java.util.List;

/** Arithmetic on logits of the three tones; rows belong to headlines. */
final class Scores {
    private static final double LOWEST_TEMPERATURE = 0.25;
    private static final double HIGHEST_TEMPERATURE = 8;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private Scores() {}

    /** Softmax of {@code logits / temperature}. */
    static float[] probabilities(float[] logits, double temperature) {
        double highest = Math.max(logits[0], Math.max(logits[1], logits[2]));
        double[] powers = new double[Tone.COUNT];
        double sum = 0;
        for (int i = 0; i < Tone.COUNT; i++) {
            powers[i] = StrictMath.exp((logits[i] - highest) / temperature);
            sum += powers[i];
        }
        float[] result = new float[Tone.COUNT];
        for (int i = 0; i < Tone.COUNT; i++) {
            result[i] = (float) (powers[i] / sum);
        }
        return result;
    }

    /** Mean cross-entropy in nats. */
    static double logLoss(float[][] logits, List<Headline> headlines, double temperature) {
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            float[] row = logits[i];
            double highest = Math.max(row[0], Math.max(row[1], row[2]));
            double powers = 0;
            for (float logit : row) {
                powers += StrictMath.exp((logit - highest) / temperature);
            }
            sum += StrictMath.log(powers) - (row[headlines.get(i).tone().ordinal()] - highest) / temperature;
        }
        return sum / logits.length;
    }

    static double accuracy(float[][] scores, List<Headline> headlines) {
        int right = 0;
        for (int i = 0; i < scores.length; i++) {
            right += argMax(scores[i]) == headlines.get(i).tone().ordinal() ? 1 : 0;
        }
        return right / (double) scores.length;
    }

    /** Index of the largest score, the first of equals. */
    static int argMax(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    /** The temperature with the lowest log loss (Guo et al. 2017), by golden-section search on its logarithm. */
    static double temperature(float[][] logits, List<Headline> headlines) {
        double low = StrictMath.log(LOWEST_TEMPERATURE);
        double high = StrictMath.log(HIGHEST_TEMPERATURE);
        while (high - low > 1e-4) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (logLoss(logits, headlines, StrictMath.exp(left)) <= logLoss(logits, headlines, StrictMath.exp(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return StrictMath.exp((low + high) / 2);
    }
}
