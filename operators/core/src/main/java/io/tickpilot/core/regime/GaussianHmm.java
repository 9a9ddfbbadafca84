package io.tickpilot.core.regime;

import org.jspecify.annotations.Nullable;

/**
 * A hidden Markov model with Gaussian observations: a chain of K hidden states, each of which draws its observations from a
 * normal distribution of its own with a full covariance. Chances are kept as logarithms, so that none underflows. Immutable
 * but for the scratch of the running call: one thread at a time.
 *
 * <p>Source: Rabiner 1989, "A Tutorial on Hidden Markov Models", sections II and III A.
 */
public final class GaussianHmm {
    private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

    /** A sum of chances below it may have lost some of them. */
    private static final double UNDERFLOW = 1e-290;

    private final int states;
    private final int dimension;
    private final double[] logStart;
    /** Row by row: to state j from state i at {@code i * states + j}. */
    private final double[] transition;

    private final double[][] means;
    private final double[][] choleskies;
    private final double[] logNorms;

    private final double[] whitened;
    private final double[] terms;
    private final double[] current;
    private final double[] chances;

    /**
     * @param start K chances of the first state
     * @param transition K rows of K chances of the next
     * @param means K rows
     * @param covariances of K matrices, positive definite
     */
    public GaussianHmm(double[] start, double[][] transition, double[][] means, double[][][] covariances) {
        states = start.length;
        dimension = means[0].length;
        logStart = new double[states];
        this.transition = new double[states * states];
        this.means = new double[states][];
        choleskies = new double[states][];
        logNorms = new double[states];
        whitened = new double[dimension];
        terms = new double[states];
        current = new double[states];
        chances = new double[states];
        for (int i = 0; i < states; i++) {
            logStart[i] = StrictMath.log(start[i]);
            for (int j = 0; j < states; j++) {
                this.transition[i * states + j] = transition[i][j];
            }
            this.means[i] = means[i].clone();
            double[] cholesky = cholesky(covariances[i]);
            if (cholesky == null) {
                throw new IllegalArgumentException("covariance must be positive definite: state=" + i);
            }
            choleskies[i] = cholesky;
            double logDeterminant = 0;
            for (int d = 0; d < dimension; d++) {
                logDeterminant += 2 * StrictMath.log(cholesky[d * dimension + d]);
            }
            logNorms[i] = -0.5 * (dimension * LOG_TWO_PI + logDeterminant);
        }
    }

    /** Whether a symmetric matrix can be a covariance: finite and positive definite. */
    public static boolean isCovariance(double[][] matrix) {
        return cholesky(matrix) != null;
    }

    public int states() {
        return states;
    }

    public int dimension() {
        return dimension;
    }

    /** Natural logarithm of a state's density at an observation; negative infinity where it is too far out for a number. */
    public double logDensity(int state, double[] observation) {
        double[] mean = means[state];
        double[] cholesky = choleskies[state];
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            double rest = observation[i] - mean[i];
            for (int j = 0; j < i; j++) {
                rest -= cholesky[i * dimension + j] * whitened[j];
            }
            whitened[i] = rest / cholesky[i * dimension + i];
            squares += whitened[i] * whitened[i];
        }
        return logNorms[state] - 0.5 * squares;
    }

    /** Log chances of the first state, before any observation. */
    public void start(double[] into) {
        System.arraycopy(logStart, 0, into, 0, states);
    }

    /** One transition: log chances of the next state, of log chances of this one, in place. */
    public void predict(double[] logChances) {
        System.arraycopy(logChances, 0, current, 0, states);
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < states; i++) {
            highest = Math.max(highest, current[i]);
        }
        for (int i = 0; i < states; i++) {
            chances[i] = StrictMath.exp(current[i] - highest);
        }
        for (int j = 0; j < states; j++) {
            double sum = 0;
            for (int i = 0; i < states; i++) {
                sum += chances[i] * transition[i * states + j];
            }
            logChances[j] = sum > UNDERFLOW ? highest + StrictMath.log(sum) : logWaysTo(j);
        }
        double sum = logSum(logChances);
        for (int j = 0; j < states; j++) {
            logChances[j] -= sum;
        }
    }

    /** The same term by term in logarithms, K times as slow: for a state that is next to impossible. */
    private double logWaysTo(int j) {
        for (int i = 0; i < states; i++) {
            terms[i] = current[i] + StrictMath.log(transition[i * states + j]);
        }
        return logSum(terms);
    }

    /**
     * Bayes' rule: log chances after an observation, of log chances before it, in place. An observation that is missing (holds a
     * NaN) or to which no state gives a finite density says nothing and changes nothing.
     *
     * @return the observation's log likelihood, 0 when it said nothing
     */
    public double update(double[] logChances, double[] observation) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < states; i++) {
            terms[i] = logDensity(i, observation);
            if (Double.isNaN(terms[i])) {
                return 0;
            }
            highest = Math.max(highest, terms[i]);
        }
        if (highest == Double.NEGATIVE_INFINITY) {
            return 0;
        }
        // Relative to the highest one first: beside a density of 1e-1000000 the chances would be lost to rounding.
        for (int i = 0; i < states; i++) {
            terms[i] = logChances[i] + (terms[i] - highest);
        }
        double sum = logSum(terms);
        if (sum == Double.NEGATIVE_INFINITY) {
            return 0;
        }
        for (int i = 0; i < states; i++) {
            logChances[i] = terms[i] - sum;
        }
        return highest + sum;
    }

    private static double logSum(double[] terms) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double term : terms) {
            largest = Math.max(largest, term);
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return largest;
        }
        double sum = 0;
        for (double term : terms) {
            sum += StrictMath.exp(term - largest);
        }
        return largest + StrictMath.log(sum);
    }

    /** Lower triangle L with L L' = matrix, row by row; null when the matrix is not positive definite. */
    private static double @Nullable [] cholesky(double[][] matrix) {
        int n = matrix.length;
        double[] lower = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i * n + k] * lower[j * n + k];
                }
                if (i == j) {
                    if (!(rest > 0) || !Double.isFinite(rest)) {
                        return null;
                    }
                    lower[i * n + i] = Math.sqrt(rest);
                } else {
                    lower[i * n + j] = rest / lower[j * n + j];
                }
            }
        }
        return lower;
    }
}
