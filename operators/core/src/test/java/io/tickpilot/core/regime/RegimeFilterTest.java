package io.tickpilot.core.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.regime.RegimeModel.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegimeFilterTest {
    private static final double[] MISSING = {Double.NaN, 0, 0};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void equalsTheSumOverAllPathsOfTheHiddenChain(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RegimeModel model = RegimeModels.random(seed, 2 + (int) (seed % 3));
        RegimeFilter filter = new RegimeFilter(model);
        List<double[]> seen = new ArrayList<>();
        for (int t = 0; t < 7; t++) {
            double[] observation = t > 0 && random.nextInt(4) == 0 ? MISSING : draw(random);
            seen.add(observation);

            filter.add(0, observation);

            double[] expected = overAllPaths(model, seen);
            for (Regime regime : Regime.values()) {
                assertThat(filter.probability(regime)).isCloseTo(expected[regime.ordinal()], within(1e-12));
            }
        }
    }

    @Test
    void isNaNBeforeTheFirstObservationAndSumsToOneAfterIt() {
        RegimeFilter filter = new RegimeFilter(RegimeModels.plain());
        assertThat(filter.regime()).isNull();
        assertThat(filter.probability(Regime.QUIET)).isNaN();

        assertThat(filter.add(0, MISSING)).isFalse();
        assertThat(filter.probability(Regime.QUIET)).isNaN();

        SplittableRandom random = new SplittableRandom(1);
        assertThat(filter.add(0, draw(random))).isTrue();
        for (int i = 0; i < 5_000; i++) {
            filter.add(random.nextInt(20), random.nextInt(5) == 0 ? MISSING : draw(random));
            assertThat(sum(filter)).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void aMissingObservationIsOneTransition() {
        RegimeModel model = RegimeModels.plain();
        RegimeFilter filter = new RegimeFilter(model);
        filter.add(0, raw(model, 0, 5, 0));
        double before = filter.probability(Regime.VOLATILE);

        filter.add(0, MISSING);

        assertThat(filter.probability(Regime.VOLATILE)).isCloseTo(before * 0.9 + (1 - before) * 0.025, within(1e-12));
    }

    @Test
    void missingBarsAreTransitionsUntilTheyAreTooMany() {
        RegimeModel model = RegimeModels.random(3, 3);
        double[] observation = draw(new SplittableRandom(5));
        RegimeFilter stepped = begun(model);
        for (int i = 0; i < RegimeModel.MAX_MISSED_BARS; i++) {
            stepped.add(0, MISSING);
        }
        stepped.add(0, observation);
        RegimeFilter fresh = new RegimeFilter(model);
        fresh.add(0, observation);

        RegimeFilter atOnce = begun(model);
        atOnce.add(RegimeModel.MAX_MISSED_BARS, observation);
        RegimeFilter anew = begun(model);
        anew.add(RegimeModel.MAX_MISSED_BARS + 1, observation);

        assertThat(probabilities(atOnce)).containsExactly(probabilities(stepped));
        assertThat(probabilities(anew)).containsExactly(probabilities(fresh));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {1e3, -1e6, 1e150, -1e155, 1e300, Double.MAX_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY})
    void anObservationFarOutLeavesProbabilitiesAndIsForgotten(double far) {
        RegimeModel model = RegimeModels.plain();
        for (int at = 0; at < RegimeModel.DIMENSION; at++) {
            RegimeFilter filter = begun(model);
            RegimeFilter undisturbed = begun(model);
            double[] observation = raw(model, 0, 0, -1);
            observation[at] = far;

            filter.add(0, observation);
            assertThat(sum(filter)).isCloseTo(1, within(1e-12));

            for (int i = 0; i < 60; i++) {
                filter.add(0, raw(model, 0, 0, -1));
                undisturbed.add(0, raw(model, 0, 0, -1));
            }
            assertThat(filter.probability(Regime.RANGING))
                    .isCloseTo(undisturbed.probability(Regime.RANGING), within(1e-9));
        }
    }

    @Test
    void anObservationWithoutAnyDensityIsLikeAMissingOne() {
        RegimeModel model = RegimeModels.plain();
        RegimeFilter filter = begun(model);
        RegimeFilter missing = begun(model);

        filter.add(0, new double[] {1e300, -1e300, 1e300});
        missing.add(0, MISSING);

        assertThat(probabilities(filter)).containsExactly(probabilities(missing));
    }

    @Test
    void keepsWhatIsNextToImpossibleInLogarithms() {
        double[][] transition = {{1, 0, 0}, {0, 0, 1}, {0, 0, 1}};
        double[][] means = {{0}, {0}, {0}};
        double[][][] covariances = {{{1}}, {{1}}, {{1}}};
        GaussianHmm hmm = new GaussianHmm(new double[] {0.5, 0.3, 0.2}, transition, means, covariances);
        double[] chances = {0, -2_000, -3_000};

        hmm.predict(chances);

        assertThat(chances[0]).isZero();
        assertThat(chances[1]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(chances[2]).isEqualTo(-2_000);
    }

    @Test
    void previewsExactlyWhatAddingWouldGiveAndChangesNothing() {
        SplittableRandom random = new SplittableRandom(11);
        RegimeModel model = RegimeModels.random(11, 5);
        RegimeFilter filter = new RegimeFilter(model);
        RegimeFilter undisturbed = new RegimeFilter(model);
        double[] preview = new double[Regime.values().length];
        for (int i = 0; i < 2_000; i++) {
            long missed = random.nextInt(6) == 0 ? random.nextInt(2 * RegimeModel.MAX_MISSED_BARS) : 0;
            double[] observation = random.nextInt(9) == 0 ? MISSING : draw(random);
            filter.preview(random.nextInt(30), draw(random), preview);
            filter.preview(0, MISSING, preview);
            filter.preview(missed, observation, preview);

            boolean changed = filter.add(missed, observation);

            assertThat(preview).containsExactly(probabilities(filter));
            assertThat(undisturbed.add(missed, observation)).isEqualTo(changed);
            assertThat(probabilities(undisturbed)).containsExactly(preview);
            assertThat(undisturbed.regime()).isEqualTo(filter.regime());
        }
    }

    @Test
    void goesOnBitByBitAfterARoundTripOfItsState() throws IOException {
        SplittableRandom random = new SplittableRandom(12);
        RegimeModel model = RegimeModels.random(12, 4);
        RegimeFilter filter = new RegimeFilter(model);
        RegimeFilter undisturbed = new RegimeFilter(model);
        for (int i = 0; i < 300; i++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            filter.writeTo(new DataOutputStream(bytes));
            filter = new RegimeFilter(model);
            filter.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            long missed = random.nextInt(10) == 0 ? 40 : 0;
            double[] observation = random.nextInt(9) == 0 ? MISSING : draw(random);

            assertThat(filter.add(missed, observation)).isEqualTo(undisturbed.add(missed, observation));

            assertThat(probabilities(filter)).containsExactly(probabilities(undisturbed));
            assertThat(filter.regime()).isEqualTo(undisturbed.regime());
        }
    }

    @Test
    void changesItsRegimeOnlyWhenAnotherLeadsByTheMargin() {
        SplittableRandom random = new SplittableRandom(13);
        for (double margin : new double[] {0, 0.2, 0.9, 1}) {
            RegimeModel model = RegimeModels.plain(new RegimePeriods(1, 2, 3, 4), margin);
            RegimeFilter filter = new RegimeFilter(model);
            int changes = 0;
            for (int i = 0; i < 3_000; i++) {
                Regime before = filter.regime();
                boolean changed = filter.add(0, draw(random));
                Regime after = filter.regime();
                double best = Arrays.stream(probabilities(filter)).max().orElseThrow();
                if (before == null) {
                    assertThat(filter.probability(after)).isEqualTo(best);
                } else {
                    boolean leads = best > filter.probability(before) + margin;
                    assertThat(changed).isEqualTo(leads);
                    assertThat(filter.probability(after)).isEqualTo(leads ? best : filter.probability(before));
                    changes += changed ? 1 : 0;
                }
            }
            assertThat(changes).isBetween(margin == 1 ? 0 : 10, margin == 1 ? 0 : 2_900);
        }
    }

    private static RegimeFilter begun(RegimeModel model) {
        RegimeFilter filter = new RegimeFilter(model);
        filter.add(0, raw(model, 1, 0.5, 0.5));
        return filter;
    }

    private static double[] draw(SplittableRandom random) {
        return new double[] {random.nextGaussian(), random.nextGaussian() * 0.8, 0.25 + 0.15 * random.nextGaussian()};
    }

    /** The observation with these scaled numbers. */
    private static double[] raw(RegimeModel model, double... scaled) {
        double[] raw = new double[scaled.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = scaled[i] * model.scaling().deviation().get(i)
                    + model.scaling().mean().get(i);
        }
        return raw;
    }

    private static double[] probabilities(RegimeFilter filter) {
        return Arrays.stream(Regime.values()).mapToDouble(filter::probability).toArray();
    }

    private static double sum(RegimeFilter filter) {
        return Arrays.stream(probabilities(filter)).sum();
    }

    /** Joint probability of each path and the observations, plainly multiplied; summed by the label of its last state. */
    private static double[] overAllPaths(RegimeModel model, List<double[]> observations) {
        List<State> states = model.states();
        double[] sums = new double[Regime.values().length];
        int paths = (int) Math.round(Math.pow(states.size(), observations.size()));
        for (int path = 0; path < paths; path++) {
            int rest = path;
            double joint = 1;
            int last = -1;
            for (double[] observation : observations) {
                int state = rest % states.size();
                rest /= states.size();
                joint *= last < 0
                        ? states.get(state).start()
                        : states.get(last).next().get(state);
                joint *= density(model, states.get(state), observation);
                last = state;
            }
            sums[states.get(last).label().ordinal()] += joint;
        }
        double total = Arrays.stream(sums).sum();
        return Arrays.stream(sums).map(sum -> sum / total).toArray();
    }

    /** The normal density by the inverse and the determinant of the covariance. */
    private static double density(RegimeModel model, State state, double[] observation) {
        if (Double.isNaN(observation[0])) {
            return 1;
        }
        double[] d = new double[3];
        for (int i = 0; i < 3; i++) {
            d[i] = (observation[i] - model.scaling().mean().get(i))
                            / model.scaling().deviation().get(i)
                    - state.mean().get(i);
        }
        double[][] c = RegimeModel.full(state.covariance());
        double determinant = 0;
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double cofactor = c[(i + 1) % 3][(j + 1) % 3] * c[(i + 2) % 3][(j + 2) % 3]
                        - c[(i + 1) % 3][(j + 2) % 3] * c[(i + 2) % 3][(j + 1) % 3];
                determinant += i == 0 ? c[0][j] * cofactor : 0;
                squares += d[i] * cofactor * d[j];
            }
        }
        return Math.exp(-0.5 * squares / determinant) / Math.sqrt(Math.pow(2 * Math.PI, 3) * determinant);
    }
}
