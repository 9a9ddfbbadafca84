package io.tickpilot.training.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Outcome;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.TestSamples;
import io.tickpilot.training.network.Quantiles;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QuantileShiftTest {
    /** Of the normal distribution. */
    private static final double[] TRUE = {-1.6449, -0.6745, 0, 0.6745, 1.6449};

    private final SplittableRandom random = new SplittableRandom(8);
    private final TestSamples made = TestSamples.ofWindows(1, 1);
    private long time;

    @Test
    void makesNarrowQuantilesCoverWhatTheirLevelsSay() {
        float[][] fittedOn = forecasts(4_000, 0.7);
        Samples first = made.all();
        QuantileShift shift = QuantileShift.of(fittedOn, first);

        float[][] fresh = forecasts(20_000, 0.7);
        Samples all = made.all();

        for (int level = 0; level < Quantiles.COUNT; level++) {
            int below = 0;
            for (int i = 0; i < fresh.length; i++) {
                double value = all.get(first.size() + i).outcome().midReturn();
                below += value < shift.apply(fresh[i])[Label.COUNT + level] ? 1 : 0;
            }
            assertThat(below / (double) fresh.length).isCloseTo(Quantiles.LEVELS.get(level), within(0.02));
        }
    }

    @Test
    void movesQuantilesThatAreRightByNextToNothing() {
        assertThat(QuantileShift.of(forecasts(20_000, 1), made.all()).shifts())
                .containsExactly(new float[Quantiles.COUNT], within(0.05f));
    }

    @Test
    void putsQuantilesThatCrossInOrderAndLeavesTheDirectionAlone() {
        QuantileShift shift = new QuantileShift(new float[] {0, 3, 0, 0, 0});

        assertThat(shift.apply(new float[] {9, 8, 7, -2, -1, 0, 1, 3})).containsExactly(9, 8, 7, -2, 0, 1, 2, 3);
    }

    @Test
    void goesToTheFarthestMissWhereSamplesAreFew() {
        made.add(0, 1, Label.HOLD, returning(-5), 0);
        made.add(1, 2, Label.HOLD, returning(4), 0);

        float[] shifts = QuantileShift.of(new float[2][8], made.all()).shifts();

        assertThat(shifts[0]).isEqualTo(-5);
        assertThat(shifts[4]).isEqualTo(4);
    }

    /** Normal returns around a centre that the forecast knows, with quantiles of a share of their true distance. */
    private float[][] forecasts(int count, double share) {
        float[][] rows = new float[count][Label.COUNT + Quantiles.COUNT];
        for (float[] row : rows) {
            double centre = random.nextGaussian();
            for (int level = 0; level < Quantiles.COUNT; level++) {
                row[Label.COUNT + level] = (float) (centre + share * TRUE[level]);
            }
            time++;
            made.add(time, time + 1, Label.HOLD, returning(centre + random.nextGaussian()), 0);
        }
        return rows;
    }

    private static Outcome returning(double midReturn) {
        return new Outcome(0, 0, midReturn, 0, 0, 0, 0);
    }
}
