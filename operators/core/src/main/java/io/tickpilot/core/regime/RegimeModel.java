package io.tickpilot.core.regime;

import io.tickpilot.core.bar.Timeframe;
import java.io.Serializable;
import java.util.List;

/**
 * A trained regime model: over which bars and periods it observes, how observations are scaled, its hidden states with a
 * label each, and where it comes from. Several states may share a label and a label may have none. Immutable.
 *
 * @param margin by how much the probability of another regime must exceed that of the current one to take its place, 0 to 1
 * @param scaling of observations before the states see them
 * @param states at least 2
 */
public record RegimeModel(
        Timeframe timeframe,
        RegimePeriods periods,
        double margin,
        Scaling scaling,
        List<State> states,
        Provenance provenance)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of the formulas of {@link RegimeObserver}; a changed formula is a new version. */
    public static final int VERSION = 1;

    /** Numbers of an observation: return, volatility, directional strength; see {@link RegimeObserver}. */
    public static final int DIMENSION = 3;

    /**
     * More bars than this missing in a row begin a new sequence; up to it, each missing bar is a transition without an
     * observation. Training and the live filter agree on it.
     */
    public static final int MAX_MISSED_BARS = 12;

    private static final int SHORT_HASH = 8;

    public RegimeModel {
        states = List.copyOf(states);
    }

    /** What is subtracted from each number of an observation, and then divided by. */
    public record Scaling(List<Double> mean, List<Double> deviation) implements Serializable {
        private static final long serialVersionUID = 1L;

        public Scaling {
            mean = List.copyOf(mean);
            deviation = List.copyOf(deviation);
        }
    }

    /**
     * A hidden state.
     *
     * @param start its probability at the first bar of a sequence
     * @param next probabilities of all states at the bar after it, in their order
     * @param mean of scaled observations
     * @param covariance of scaled observations, lower triangle row by row: xx, yx, yy, zx, zy, zz
     */
    public record State(Regime label, double start, List<Double> next, List<Double> mean, List<Double> covariance)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        public State {
            next = List.copyOf(next);
            mean = List.copyOf(mean);
            covariance = List.copyOf(covariance);
        }
    }

    /**
     * Where a model comes from.
     *
     * @param data it was trained on, in words
     * @param from time of the first bar, ISO 8601, as {@code to} is of the last
     * @param bars observations
     * @param logLikelihood of the observations, natural
     * @param bic Bayesian information criterion, lower is better
     */
    public record Provenance(
            String data,
            List<String> symbols,
            String from,
            String to,
            long bars,
            long seed,
            double logLikelihood,
            double bic)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        public Provenance {
            symbols = List.copyOf(symbols);
        }
    }

    /**
     * Reads what {@link #toText()} wrote.
     *
     * @throws io.tickpilot.core.config.ConfigException with all faults: unknown keys, chances that do not sum to 1, a covariance
     *     that is not positive definite, an unknown label, a hash that is not the content's
     */
    public static RegimeModel parse(String yaml) {
        return RegimeModelText.parse(yaml);
    }

    /** The artefact: YAML with its hash; equal models give equal texts. */
    public String toText() {
        return RegimeModelText.write(this);
    }

    /** SHA-256 of the content, 64 hex digits in lower case; comments and layout of a text are no part of it. */
    public String hash() {
        return RegimeModelText.hash(this);
    }

    /** Version of the formulas and start of the hash, such as {@code 1-0c7f21ab}. */
    public String name() {
        return VERSION + "-" + hash().substring(0, SHORT_HASH);
    }

    /** The chain over scaled observations. */
    GaussianHmm hmm() {
        int k = states.size();
        double[] start = new double[k];
        double[][] next = new double[k][];
        double[][] means = new double[k][];
        double[][][] covariances = new double[k][][];
        for (int i = 0; i < k; i++) {
            State state = states.get(i);
            start[i] = state.start();
            next[i] = numbers(state.next());
            means[i] = numbers(state.mean());
            covariances[i] = full(state.covariance());
        }
        return new GaussianHmm(start, next, means, covariances);
    }

    static double[] numbers(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The symmetric matrix of a lower triangle. */
    static double[][] full(List<Double> triangle) {
        double[][] matrix = new double[DIMENSION][DIMENSION];
        int at = 0;
        for (int i = 0; i < DIMENSION; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = triangle.get(at++);
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }
}
