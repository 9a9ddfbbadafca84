package io.tickpilot.training.regime;

import io.tickpilot.core.regime.GaussianHmm;
import java.util.Arrays;
import java.util.List;

/**
 * The E step of Baum-Welch: log likelihood of all sequences, and what the hidden states are expected to have done. Forward and
 * backward variables are scaled to sum to 1 at each step, densities by the highest of their step. A row with a NaN is missing: each state
 * is as likely to give it.
 *
 * <p>Source: Rabiner 1989, sections III and V A; several sequences as in V B.
 */
final class Expectation {
    final double[] start;
    final double[][] transition;
    /** Expected number of observed rows in each state, and below their sums and products, lower triangle only. */
    final double[] weight;

    final double[][] sum;
    final double[][][] products;
    double logLikelihood;

    private final int states;
    private final int dimension;
    private final GaussianHmm hmm;
    private final HmmParameters parameters;

    private Expectation(HmmParameters parameters) {
        this.parameters = parameters;
        hmm = parameters.hmm();
        states = parameters.states();
        dimension = parameters.dimension();
        start = new double[states];
        transition = new double[states][states];
        weight = new double[states];
        sum = new double[states][dimension];
        products = new double[states][dimension][dimension];
    }

    static Expectation of(HmmParameters parameters, List<double[][]> sequences) {
        Expectation expectation = new Expectation(parameters);
        for (double[][] sequence : sequences) {
            expectation.add(sequence);
        }
        return expectation;
    }

    private void add(double[][] rows) {
        int length = rows.length;
        double[][] densities = new double[length][states];
        double[][] forward = new double[length][states];
        double[] scale = new double[length];
        for (int t = 0; t < length; t++) {
            logLikelihood += densities(rows[t], densities[t]);
            for (int j = 0; j < states; j++) {
                double chance = t == 0 ? parameters.start()[j] : 0;
                for (int i = 0; t > 0 && i < states; i++) {
                    chance += forward[t - 1][i] * parameters.transition()[i][j];
                }
                forward[t][j] = chance * densities[t][j];
                scale[t] += forward[t][j];
            }
            for (int j = 0; j < states; j++) {
                forward[t][j] /= scale[t];
            }
            logLikelihood += StrictMath.log(scale[t]);
        }
        double[] backward = new double[states];
        double[] posterior = new double[states];
        Arrays.fill(backward, 1);
        for (int t = length - 1; t >= 0; t--) {
            for (int i = 0; i < states; i++) {
                posterior[i] = forward[t][i] * backward[i];
            }
            observe(rows[t], posterior);
            if (t == 0) {
                break;
            }
            double[] earlier = new double[states];
            for (int j = 0; j < states; j++) {
                double rest = densities[t][j] * backward[j] / scale[t];
                for (int i = 0; i < states; i++) {
                    double way = parameters.transition()[i][j] * rest;
                    earlier[i] += way;
                    transition[i][j] += forward[t - 1][i] * way;
                }
            }
            backward = earlier;
        }
        for (int i = 0; i < states; i++) {
            start[i] += posterior[i];
        }
    }

    /** Densities over the highest one, whose logarithm is returned; all 1 for a missing row. */
    private double densities(double[] row, double[] into) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < states; j++) {
            into[j] = hmm.logDensity(j, row);
            highest = Math.max(highest, into[j]);
        }
        if (Double.isNaN(highest)) {
            Arrays.fill(into, 1);
            return 0;
        }
        for (int j = 0; j < states; j++) {
            into[j] = StrictMath.exp(into[j] - highest);
        }
        return highest;
    }

    private void observe(double[] row, double[] posterior) {
        for (double each : row) {
            if (Double.isNaN(each)) {
                return;
            }
        }
        for (int i = 0; i < states; i++) {
            double share = posterior[i];
            weight[i] += share;
            for (int d = 0; d < dimension; d++) {
                double weighted = share * row[d];
                sum[i][d] += weighted;
                for (int e = 0; e <= d; e++) {
                    products[i][d][e] += weighted * row[e];
                }
            }
        }
    }
}
