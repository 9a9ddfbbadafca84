package io.tickpilot.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharesTest {

    @Test
    void isThePlainProportionWithinTheBounds() {
        assertThat(within(new double[] {3, 1, 4}, 0.05, 0.6))
                .containsExactly(new double[] {0.375, 0.125, 0.5}, offset(1e-15));
    }

    @Test
    void whatABoundTakesTheOthersShareInProportion() {
        assertThat(within(new double[] {8, 1, 1}, 0.05, 0.6))
                .containsExactly(new double[] {0.6, 0.2, 0.2}, offset(1e-15));
        assertThat(within(new double[] {0.1, 6, 4}, 0.05, 0.7))
                .containsExactly(new double[] {0.05, 0.57, 0.38}, offset(1e-15));
        assertThat(within(new double[] {100, 1e-9, 1}, 0.05, 0.6))
                .containsExactly(new double[] {0.6, 0.05, 0.35}, offset(1e-12));
    }

    /** Against the scale found by halving an interval, which knows nothing of bends. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithTheScaleFoundByBisection(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            int size = 1 + random.nextInt(8);
            double[] base = random.doubles(size, 0.01, 1).toArray();
            double total = Arrays.stream(base).sum();
            double floor = random.nextDouble() * 0.3;
            double cap = floor + random.nextDouble() * (1 - floor);
            double[] floors = new double[size];
            double[] caps = new double[size];
            double[] numbers = new double[size];
            for (int k = 0; k < size; k++) {
                base[k] /= total;
                floors[k] = Math.min(base[k], floor);
                caps[k] = Math.max(base[k], cap);
                numbers[k] = base[k] * StrictMath.exp(6 * random.nextGaussian());
            }
            double[] shares = new double[size];

            Shares.within(numbers, floors, caps, shares);

            assertThat(shares).containsExactly(bisected(numbers, floors, caps), offset(1e-9));
            assertThat(Arrays.stream(shares).sum()).isCloseTo(1, offset(1e-12));
        }
    }

    private static double[] bisected(double[] numbers, double[] floors, double[] caps) {
        double low = 0;
        double high = 1e30;
        for (int i = 0; i < 2_000; i++) {
            double middle = low + (high - low) / 2;
            double sum = Arrays.stream(shares(middle, numbers, floors, caps)).sum();
            if (sum < 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return shares(high, numbers, floors, caps);
    }

    private static double[] shares(double scale, double[] numbers, double[] floors, double[] caps) {
        double[] shares = new double[numbers.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.min(caps[i], Math.max(floors[i], scale * numbers[i]));
        }
        return shares;
    }

    private static double[] within(double[] numbers, double floor, double cap) {
        double[] floors = new double[numbers.length];
        double[] caps = new double[numbers.length];
        Arrays.fill(floors, floor);
        Arrays.fill(caps, cap);
        double[] shares = new double[numbers.length];
        Shares.within(numbers, floors, caps, shares);
        return shares;
    }
}
