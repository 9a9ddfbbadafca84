package io.tickpilot.training.regime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Maximum likelihood of a Gaussian hidden Markov model by expectation maximisation, from several seeded starts. Starts are
 * k-means++ clusters of some of the rows; each goes a few steps, the likeliest goes on until a step gains too little. Equal input and
 * settings give equal results, bit by bit.
 *
 * <p>Sources: Baum et al. 1970; Arthur and Vassilvitskii 2007 for the starts.
 */
public final class BaumWelch {
    private static final int CLUSTERED_ROWS = 5_000;
    private static final int CLUSTER_STEPS = 10;
    private static final int TRIAL_STEPS = 10;
    private static final double STAY = 0.9;

    private final Settings settings;

    /**
     * How to fit.
     *
     * @param starts at least 1
     * @param steps at most, at least 1
     * @param tolerance a step that gains less log likelihood an observed row is the last
     * @param varianceFloor least variance of a state's observation given the others, in the unit of the rows squared
     */
    public record Settings(long seed, int starts, int steps, double tolerance, double varianceFloor) {
        public static final Settings DEFAULTS = new Settings(7, 5, 300, 1e-6, 1e-3);

        public Settings withSeed(long other) {
            return new Settings(other, starts, steps, tolerance, varianceFloor);
        }
    }

    /**
     * A fitted model.
     *
     * @param rows observed ones
     * @param logLikelihoods before the first step and after each, the starts' trial steps included
     * @param converged whether the tolerance was reached
     */
    public record Fit(
            HmmParameters parameters, double[] weights, long rows, List<Double> logLikelihoods, boolean converged) {
        public int states() {
            return parameters.states();
        }

        public double logLikelihood() {
            return logLikelihoods.get(logLikelihoods.size() - 1);
        }

        /** Bayesian information criterion, {@code p ln(rows) - 2 log likelihood} with p free parameters. Schwarz 1978. */
        public double bic() {
            return parameters.count() * StrictMath.log(rows) - 2 * logLikelihood();
        }
    }

    public BaumWelch(Settings settings) {
        this.settings = settings;
    }

    /**
     * @param sequences each of at least one row; a row that holds a NaN is missing
     * @param states at least 1
     */
    public Fit fit(List<double[][]> sequences, int states) {
        List<double[]> observed = new ArrayList<>();
        for (double[][] sequence : sequences) {
            for (double[] row : sequence) {
                if (Arrays.stream(row).noneMatch(Double::isNaN)) {
                    observed.add(row);
                }
            }
        }
        Climb best = null;
        for (int i = 0; i < settings.starts(); i++) {
            SplittableRandom random = new SplittableRandom(settings.seed() * 1_000_003 + 1_009L * states + i);
            Climb climb = new Climb(sequences, observed.size(), start(observed, states, random));
            climb.go(Math.min(TRIAL_STEPS, settings.steps()));
            if (best == null || climb.expectation.logLikelihood > best.expectation.logLikelihood) {
                best = climb;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("starts must be at least 1: " + settings.starts());
        }
        best.go(settings.steps() - TRIAL_STEPS);
        return best.fit();
    }

    /** One start's way up. */
    private final class Climb {
        private final List<double[][]> sequences;
        private final int rows;
        private final List<Double> logLikelihoods = new ArrayList<>();
        private HmmParameters parameters;
        private Expectation expectation;
        private boolean converged;

        Climb(List<double[][]> sequences, int rows, HmmParameters from) {
            this.sequences = sequences;
            this.rows = rows;
            parameters = from;
            expectation = Expectation.of(from, sequences);
            logLikelihoods.add(expectation.logLikelihood);
        }

        void go(int steps) {
            for (int i = 0; i < steps && !converged; i++) {
                HmmParameters next = maximised(parameters, expectation);
                Expectation reached = Expectation.of(next, sequences);
                double gain = reached.logLikelihood - expectation.logLikelihood;
                converged = gain < settings.tolerance() * rows;
                parameters = next;
                expectation = reached;
                logLikelihoods.add(reached.logLikelihood);
            }
        }

        Fit fit() {
            return new Fit(parameters, expectation.weight.clone(), rows, List.copyOf(logLikelihoods), converged);
        }
    }

    /** The M step. A state that nothing is left of stays as it was. */
    private HmmParameters maximised(HmmParameters old, Expectation expected) {
        int states = old.states();
        int dimension = old.dimension();
        double[] start = normalised(expected.start, old.start());
        double[][] transition = new double[states][];
        double[][] means = new double[states][dimension];
        double[][][] covariances = new double[states][dimension][dimension];
        for (int i = 0; i < states; i++) {
            transition[i] = normalised(expected.transition[i], old.transition()[i]);
            double weight = expected.weight[i];
            if (weight < dimension + 1) {
                means[i] = old.means()[i];
                covariances[i] = old.covariances()[i];
                continue;
            }
            for (int d = 0; d < dimension; d++) {
                means[i][d] = expected.sum[i][d] / weight;
                for (int e = 0; e <= d; e++) {
                    covariances[i][d][e] = expected.products[i][d][e] / weight - means[i][d] * means[i][e];
                    covariances[i][e][d] = covariances[i][d][e];
                }
            }
            floor(covariances[i]);
        }
        return new HmmParameters(start, transition, means, covariances);
    }

    /** Widens a covariance that has collapsed in some direction, step by step until it has not. */
    private void floor(double[][] covariance) {
        double wider = settings.varianceFloor();
        while (!hasFloor(covariance)) {
            for (int d = 0; d < covariance.length; d++) {
                covariance[d][d] += wider;
            }
            wider *= 2;
        }
    }

    /** Whether what is left of each variance once the others are known, its pivot, is at least the floor. */
    private boolean hasFloor(double[][] covariance) {
        int n = covariance.length;
        double[][] rest = new double[n][];
        for (int i = 0; i < n; i++) {
            rest[i] = covariance[i].clone();
        }
        for (int p = 0; p < n; p++) {
            if (!(rest[p][p] >= settings.varianceFloor())) {
                return false;
            }
            for (int i = p + 1; i < n; i++) {
                for (int j = p + 1; j < n; j++) {
                    rest[i][j] -= rest[i][p] * rest[p][j] / rest[p][p];
                }
            }
        }
        return true;
    }

    private static double[] normalised(double[] weights, double[] otherwise) {
        double sum = Arrays.stream(weights).sum();
        return sum > 0 ? Arrays.stream(weights).map(each -> each / sum).toArray() : otherwise;
    }

    private HmmParameters start(List<double[]> observed, int states, SplittableRandom random) {
        int dimension = observed.get(0).length;
        double[][] rows = new double[Math.min(CLUSTERED_ROWS, observed.size())][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = observed.get(random.nextInt(observed.size()));
        }
        Clusters clusters = Clusters.of(rows, states, CLUSTER_STEPS, random);
        double[] start = new double[states];
        double[][] transition = new double[states][states];
        double[][][] covariances = new double[states][dimension][dimension];
        for (int i = 0; i < states; i++) {
            start[i] = 1.0 / states;
            for (int j = 0; j < states; j++) {
                transition[i][j] = states == 1 ? 1 : i == j ? STAY : (1 - STAY) / (states - 1);
            }
            for (int d = 0; d < dimension; d++) {
                covariances[i][d][d] = Math.max(clusters.variances()[d], settings.varianceFloor());
            }
        }
        return new HmmParameters(start, transition, clusters.means(), covariances);
    }
}
