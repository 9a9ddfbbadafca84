package io.tickpilot.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QuantilesTest {

    @Test
    void weighsAMissByTheLevelOnItsSide() {
        float[] zeros = new float[3 + Quantiles.COUNT];

        assertThat(Quantiles.pinball(zeros, 3, 2)).isCloseTo(2 * (0.05 + 0.25 + 0.5 + 0.75 + 0.95) / 5, within(1e-12));
        assertThat(Quantiles.pinball(zeros, 3, -2)).isCloseTo(2 * (0.95 + 0.75 + 0.5 + 0.25 + 0.05) / 5, within(1e-12));
        assertThat(Quantiles.pinball(zeros, 3, 0)).isZero();
    }

    @Test
    void isLeastAtTheTrueQuantiles() {
        float[] uniform = {0.05f, 0.25f, 0.5f, 0.75f, 0.95f};
        float[] narrow = {0.3f, 0.4f, 0.5f, 0.6f, 0.7f};
        float[] shifted = {0.15f, 0.35f, 0.6f, 0.85f, 1.05f};

        assertThat(mean(uniform)).isLessThan(mean(narrow)).isLessThan(mean(shifted));
    }

    private static double mean(float[] quantiles) {
        SplittableRandom random = new SplittableRandom(3);
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += Quantiles.pinball(quantiles, 0, random.nextDouble());
        }
        return sum;
    }
}
