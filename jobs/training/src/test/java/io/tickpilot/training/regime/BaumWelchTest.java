package io.tickpilot.training.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.regime.GaussianHmm;
import io.tickpilot.training.regime.BaumWelch.Fit;
import io.tickpilot.training.regime.BaumWelch.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaumWelchTest {
    private static final Settings SETTINGS = new Settings(3, 4, 200, 1e-9, 1e-3);

    @Test
    void recoversTheParametersOfAKnownChain() {
        HmmParameters truth = SimulatedChain.wellApart();
        List<double[][]> sequences = SimulatedChain.sequences(truth, 1, 20, 1_500, 0.05);

        Fit fit = new BaumWelch(SETTINGS).fit(sequences, 3);

        assertThat(fit.converged()).isTrue();
        int[] order = byFirstMean(fit);
        HmmParameters found = fit.parameters();
        for (int i = 0; i < 3; i++) {
            assertThat(found.means()[order[i]]).containsExactly(truth.means()[i], within(0.06));
            for (int d = 0; d < 2; d++) {
                assertThat(found.covariances()[order[i]][d]).containsExactly(truth.covariances()[i][d], within(0.06));
            }
            for (int j = 0; j < 3; j++) {
                assertThat(found.transition()[order[i]][order[j]]).isCloseTo(truth.transition()[i][j], within(0.012));
            }
        }
        assertThat(Arrays.stream(fit.weights()).sum()).isCloseTo(fit.rows(), within(1e-6));
        assertThat(fit.rows()).isBetween(28_000L, 29_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aStepNeverLowersTheLikelihood(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        HmmParameters truth = SimulatedChain.drawn(random, 2 + (int) (seed % 4), 1 + (int) (seed % 3));
        List<double[][]> sequences = SimulatedChain.sequences(truth, seed, 4, 250, 0.1);
        for (int states = 1; states <= 4; states++) {
            Fit fit = new BaumWelch(new Settings(seed, 2, 60, 0, 1e-9)).fit(sequences, states);

            List<Double> path = fit.logLikelihoods();
            assertThat(path.size()).isGreaterThan(2);
            for (int i = 1; i < path.size(); i++) {
                assertThat(path.get(i)).isGreaterThanOrEqualTo(path.get(i - 1) - 1e-9 * Math.abs(path.get(i)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void expectsWhatTheSumOverAllPathsGives(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        HmmParameters p = SimulatedChain.drawn(random, 3, 2);
        List<double[][]> sequences = SimulatedChain.sequences(p, seed, 3, 6, 0.2);
        int states = 3;
        double[] start = new double[states];
        double[][] transition = new double[states][states];
        double[] weight = new double[states];
        double[][] sum = new double[states][2];
        double[][] product = new double[states][3];
        double logLikelihood = 0;
        GaussianHmm hmm = p.hmm();
        for (double[][] rows : sequences) {
            int paths = (int) Math.round(Math.pow(states, rows.length));
            double[] joints = new double[paths];
            double total = 0;
            for (int path = 0; path < paths; path++) {
                joints[path] = joint(p, hmm, rows, states(path, rows.length, states));
                total += joints[path];
            }
            logLikelihood += Math.log(total);
            for (int path = 0; path < paths; path++) {
                double share = joints[path] / total;
                int[] way = states(path, rows.length, states);
                start[way[0]] += share;
                for (int t = 0; t < rows.length; t++) {
                    if (t > 0) {
                        transition[way[t - 1]][way[t]] += share;
                    }
                    double[] row = rows[t];
                    if (!Double.isNaN(row[0])) {
                        weight[way[t]] += share;
                        sum[way[t]][0] += share * row[0];
                        sum[way[t]][1] += share * row[1];
                        product[way[t]][0] += share * row[0] * row[0];
                        product[way[t]][1] += share * row[1] * row[0];
                        product[way[t]][2] += share * row[1] * row[1];
                    }
                }
            }
        }

        Expectation expectation = Expectation.of(p, sequences);

        assertThat(expectation.logLikelihood).isCloseTo(logLikelihood, within(1e-9));
        assertThat(expectation.start).containsExactly(start, within(1e-9));
        assertThat(expectation.weight).containsExactly(weight, within(1e-9));
        for (int i = 0; i < states; i++) {
            assertThat(expectation.transition[i]).containsExactly(transition[i], within(1e-9));
            assertThat(expectation.sum[i]).containsExactly(sum[i], within(1e-9));
            double[][] products = expectation.products[i];
            assertThat(new double[] {products[0][0], products[1][0], products[1][1]})
                    .containsExactly(product[i], within(1e-9));
        }
    }

    @Test
    void itsLikelihoodIsThatOfTheLiveFilter() {
        HmmParameters p = SimulatedChain.wellApart();
        List<double[][]> sequences = SimulatedChain.sequences(p, 9, 3, 2_000, 0.1);
        GaussianHmm hmm = p.hmm();
        double filtered = 0;
        for (double[][] rows : sequences) {
            double[] chances = new double[3];
            hmm.start(chances);
            for (int t = 0; t < rows.length; t++) {
                if (t > 0) {
                    hmm.predict(chances);
                }
                filtered += hmm.update(chances, rows[t]);
            }
        }

        assertThat(Expectation.of(p, sequences).logLikelihood).isCloseTo(filtered, within(1e-8 * -filtered));
    }

    @Test
    void theLowestBicHasTheTrueNumberOfStates() {
        List<double[][]> sequences = SimulatedChain.sequences(SimulatedChain.wellApart(), 4, 5, 1_500, 0);

        double best = Double.POSITIVE_INFINITY;
        int chosen = 0;
        for (int states = 1; states <= 5; states++) {
            double bic = new BaumWelch(SETTINGS).fit(sequences, states).bic();
            if (bic < best) {
                best = bic;
                chosen = states;
            }
        }

        assertThat(chosen).isEqualTo(3);
    }

    @Test
    void equalSeedsGiveEqualFitsAndTheOrderOfSequencesHardlyMatters() {
        List<double[][]> sequences = SimulatedChain.sequences(SimulatedChain.wellApart(), 5, 8, 500, 0.02);
        List<double[][]> shuffled = new ArrayList<>(sequences);
        Collections.shuffle(shuffled, new Random(1));

        Fit one = new BaumWelch(SETTINGS).fit(sequences, 3);
        Fit two = new BaumWelch(SETTINGS).fit(sequences, 3);
        Fit other = new BaumWelch(SETTINGS).fit(shuffled, 3);

        assertThat(two.logLikelihoods()).isEqualTo(one.logLikelihoods());
        assertThat(two.parameters().means()).isDeepEqualTo(one.parameters().means());
        assertThat(other.logLikelihood()).isCloseTo(one.logLikelihood(), within(1e-3));
        int[] order = byFirstMean(one);
        int[] otherOrder = byFirstMean(other);
        for (int i = 0; i < 3; i++) {
            assertThat(other.parameters().means()[otherOrder[i]])
                    .containsExactly(one.parameters().means()[order[i]], within(1e-3));
        }
    }

    @Test
    void aStateThatCollapsesKeepsTheLeastVariance() {
        SplittableRandom random = new SplittableRandom(6);
        double[][] rows = new double[600][];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = t / 100 % 2 == 0
                    ? new double[] {5, 5}
                    : new double[] {random.nextGaussian(), random.nextGaussian()};
        }

        Fit fit = new BaumWelch(SETTINGS).fit(List.<double[][]>of(rows), 3);

        assertThat(fit.logLikelihood()).isFinite();
        for (double[][] covariance : fit.parameters().covariances()) {
            assertThat(covariance[0][0]).isGreaterThanOrEqualTo(1e-3);
            assertThat(GaussianHmm.isCovariance(covariance)).isTrue();
        }
        assertThat(List.of(fit.parameters().means()))
                .anySatisfy(mean -> assertThat(mean).containsExactly(new double[] {5, 5}, within(1e-6)));
    }

    private static int[] byFirstMean(Fit fit) {
        return IntStream.range(0, fit.states())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> fit.parameters().means()[i][0]))
                .mapToInt(i -> i)
                .toArray();
    }

    private static int[] states(int path, int length, int states) {
        int[] way = new int[length];
        int rest = path;
        for (int t = 0; t < length; t++) {
            way[t] = rest % states;
            rest /= states;
        }
        return way;
    }

    private static double joint(HmmParameters p, GaussianHmm hmm, double[][] rows, int[] way) {
        double joint = p.start()[way[0]];
        for (int t = 0; t < rows.length; t++) {
            if (t > 0) {
                joint *= p.transition()[way[t - 1]][way[t]];
            }
            if (!Double.isNaN(rows[t][0])) {
                joint *= Math.exp(hmm.logDensity(way[t], rows[t]));
            }
        }
        return joint;
    }
}
