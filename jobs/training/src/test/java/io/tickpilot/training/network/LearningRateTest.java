package io.tickpilot.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateTest {
    private final LearningRate rate = new LearningRate(0.01f, 200);

    @Test
    void risesInALineToItsPeak() {
        assertThat(rate.getNewValue(1)).isCloseTo(0.001f, within(1e-9f));
        assertThat(rate.getNewValue(5)).isCloseTo(0.005f, within(1e-9f));
        assertThat(rate.getNewValue(10)).isCloseTo(0.01f, within(1e-9f));
    }

    @Test
    void fallsByHalfACosineToAHundredth() {
        assertThat(rate.getNewValue(105)).isCloseTo(0.01f * 0.505f, within(1e-7f));
        assertThat(rate.getNewValue(200)).isCloseTo(1e-4f, within(1e-9f));
        for (int step = 11; step <= 200; step++) {
            assertThat(rate.getNewValue(step)).isLessThan(rate.getNewValue(step - 1));
        }
    }

    @Test
    void staysAtTheEndAndServesAFitOfOneStep() {
        assertThat(rate.getNewValue(500)).isEqualTo(rate.getNewValue(200));
        assertThat(new LearningRate(0.01f, 1).getNewValue(1)).isEqualTo(0.01f);
    }
}
