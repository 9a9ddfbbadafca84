package io.tickpilot.training.regime;

import io.tickpilot.core.regime.GaussianHmm;

/**
 * The numbers of a {@link GaussianHmm}.
 *
 * @param start K chances
 * @param transition K rows of K chances
 * @param means K rows of D
 * @param covariances K matrices of D by D
 */
@SuppressWarnings("ArrayRecordComponent") // passed from step to step of a fit, never compared
public record HmmParameters(double[] start, double[][] transition, double[][] means, double[][][] covariances) {

    int states() {
        return start.length;
    }

    int dimension() {
        return means[0].length;
    }

    /** Free parameters, of full covariances. */
    int count() {
        int k = states();
        int d = dimension();
        return (k - 1) + k * (k - 1) + k * d + k * d * (d + 1) / 2;
    }

    GaussianHmm hmm() {
        return new GaussianHmm(start, transition, means, covariances);
    }
}
