package io.tickpilot.training.sentiment;

import io.tickpilot.training.calibration.Logits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How good probabilities are on some headlines, beside the prior: always giving the training part's shares.
 *
 * @param shares of negative, neutral, positive
 * @param logLoss mean cross-entropy in nats
 * @param byTone precision, recall and F1 of each tone
 * @param macroF1 their mean F1
 * @param calibrationError expected calibration error of the largest probability over ten bins (Naeini et al. 2015)
 * @param wrongSide share of headlines with a side that were named the other one
 * @param confusion rows are the truth, columns the largest probability
 * @param reliability one entry for each bin that has headlines
 */
public record ToneMetrics(
        int headlines,
        double[] shares,
        double logLoss,
        double priorLogLoss,
        double accuracy,
        double priorAccuracy,
        List<OfTone> byTone,
        double macroF1,
        double calibrationError,
        double wrongSide,
        int[][] confusion,
        List<Bin> reliability) {
    private static final int BINS = 10;

    /** Of those named so the share that are; of those that are so the share named; their harmonic mean. */
    public record OfTone(String tone, double precision, double recall, double f1) {}

    /** Headlines whose largest probability lies within a tenth: what was claimed and what came true. */
    public record Bin(double confidence, double accuracy, int headlines) {}

    static ToneMetrics of(float[][] probabilities, List<Headline> headlines, double[] prior) {
        int[][] confusion = new int[Tone.COUNT][Tone.COUNT];
        int[] binCount = new int[BINS];
        double[] binConfidence = new double[BINS];
        double[] binRight = new double[BINS];
        double logLoss = 0;
        double priorLogLoss = 0;
        for (int i = 0; i < probabilities.length; i++) {
            int truth = headlines.get(i).tone().ordinal();
            int named = Logits.argMax(probabilities[i]);
            confusion[truth][named]++;
            logLoss -= StrictMath.log(Math.max(probabilities[i][truth], 1e-9)) / probabilities.length;
            priorLogLoss -= StrictMath.log(Math.max(prior[truth], 1e-9)) / probabilities.length;
            int bin = Math.min(BINS - 1, (int) (probabilities[i][named] * BINS));
            binCount[bin]++;
            binConfidence[bin] += probabilities[i][named];
            binRight[bin] += named == truth ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        double calibrationError = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (binCount[bin] > 0) {
                bins.add(new Bin(binConfidence[bin] / binCount[bin], binRight[bin] / binCount[bin], binCount[bin]));
                calibrationError += Math.abs(binConfidence[bin] - binRight[bin]) / probabilities.length;
            }
        }
        double[] shares = Tone.shares(headlines);
        List<OfTone> byTone =
                Arrays.stream(Tone.values()).map(each -> of(each, confusion)).toList();
        return new ToneMetrics(
                probabilities.length,
                shares,
                logLoss,
                priorLogLoss,
                Logits.accuracy(probabilities, Tone.truth(headlines)),
                shares[mostFrequent(prior)],
                byTone,
                byTone.stream().mapToDouble(OfTone::f1).average().orElse(0),
                calibrationError,
                wrongSide(confusion),
                confusion,
                List.copyOf(bins));
    }

    private static OfTone of(Tone tone, int[][] confusion) {
        int k = tone.ordinal();
        int right = confusion[k][k];
        int truths = Arrays.stream(confusion[k]).sum();
        int namings = Arrays.stream(confusion).mapToInt(row -> row[k]).sum();
        return new OfTone(tone.word(), share(right, namings), share(right, truths), share(2 * right, truths + namings));
    }

    private static double wrongSide(int[][] confusion) {
        int negative = Tone.NEGATIVE.ordinal();
        int positive = Tone.POSITIVE.ordinal();
        int sided = Arrays.stream(confusion[negative]).sum()
                + Arrays.stream(confusion[positive]).sum();
        return share(confusion[negative][positive] + confusion[positive][negative], sided);
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : part / (double) whole;
    }

    private static int mostFrequent(double[] shares) {
        int best = 0;
        for (int i = 1; i < shares.length; i++) {
            best = shares[i] > shares[best] ? i : best;
        }
        return best;
    }
}
