package io.tickpilot.training.report;

import io.tickpilot.training.calibration.Logits;
import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Samples;
import java.util.ArrayList;
import java.util.List;

/**
 * How good probabilities are on one split, beside the class prior of the training split.
 *
 * @param labelShares of sell, hold, buy
 * @param priorLogLoss of always giving the training split's label shares
 * @param priorAccuracy of always naming the training split's most frequent label
 * @param calibrationError expected calibration error of the largest probability over ten bins (Naeini et al. 2015)
 * @param confusion rows are the truth, columns the largest probability
 * @param reliability one entry for each bin that has samples
 */
public record SplitMetrics(
        int samples,
        double[] labelShares,
        double logLoss,
        double priorLogLoss,
        double accuracy,
        double priorAccuracy,
        double brier,
        double calibrationError,
        int[][] confusion,
        List<Bin> reliability) {
    private static final int BINS = 10;

    /** Samples whose largest probability lies within a tenth: what was claimed and what came true. */
    public record Bin(double confidence, double accuracy, int samples) {}

    /** @param prior label shares of the training split */
    public static SplitMetrics of(float[][] probabilities, Samples samples, double[] prior) {
        int count = samples.size();
        int[][] confusion = new int[Label.COUNT][Label.COUNT];
        int[] binCount = new int[BINS];
        double[] binConfidence = new double[BINS];
        double[] binRight = new double[BINS];
        double logLoss = 0;
        double priorLogLoss = 0;
        double brier = 0;
        for (int i = 0; i < count; i++) {
            float[] row = probabilities[i];
            int truth = samples.label(i).ordinal();
            int named = Logits.argMax(row);
            confusion[truth][named]++;
            logLoss -= Math.log(Math.max(row[truth], 1e-9));
            priorLogLoss -= Math.log(Math.max(prior[truth], 1e-9));
            for (int k = 0; k < Label.COUNT; k++) {
                double error = row[k] - (k == truth ? 1 : 0);
                brier += error * error;
            }
            int bin = Math.min(BINS - 1, (int) (row[named] * BINS));
            binCount[bin]++;
            binConfidence[bin] += row[named];
            binRight[bin] += named == truth ? 1 : 0;
        }
        double[] shares = samples.shares();
        return new SplitMetrics(
                count,
                shares,
                logLoss / count,
                priorLogLoss / count,
                Logits.accuracy(probabilities, samples),
                shares[mostFrequent(prior)],
                brier / count,
                calibrationError(binCount, binConfidence, binRight, count),
                confusion,
                bins(binCount, binConfidence, binRight));
    }

    private static int mostFrequent(double[] shares) {
        int best = 0;
        for (int i = 1; i < shares.length; i++) {
            if (shares[i] > shares[best]) {
                best = i;
            }
        }
        return best;
    }

    private static double calibrationError(int[] counts, double[] confidence, double[] right, int total) {
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                error += Math.abs(confidence[bin] - right[bin]) / total;
            }
        }
        return error;
    }

    private static List<Bin> bins(int[] counts, double[] confidence, double[] right) {
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                bins.add(new Bin(confidence[bin] / counts[bin], right[bin] / counts[bin], counts[bin]));
            }
        }
        return List.copyOf(bins);
    }
}
