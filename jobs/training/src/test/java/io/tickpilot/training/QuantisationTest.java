package io.tickpilot.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.TestSamples;
import org.junit.jupiter.api.Test;

class QuantisationTest {
    private final Samples samples = TestSamples.labelled(Label.BUY, Label.SELL);
    private final float[][] whole = {{0.2f, 0.2f, 0.6f}, {0.6f, 0.2f, 0.2f}};

    @Test
    void acceptsAGraphThatSaysTheSame() {
        Quantisation same = Quantisation.of(whole, whole, samples);

        assertThat(same).isEqualTo(new Quantisation(0, 0, 0));
        assertThat(same.isAccepted()).isTrue();
    }

    @Test
    void refusesARiseOfTheLogLoss() {
        Quantisation worse = Quantisation.of(whole, new float[][] {{0.25f, 0.2f, 0.55f}, {0.6f, 0.2f, 0.2f}}, samples);

        assertThat(worse.logLossRise()).isCloseTo(Math.log(0.6 / 0.55) / 2, within(1e-6));
        assertThat(worse.accuracyDrop()).isZero();
        assertThat(worse.isAccepted()).isFalse();
        assertThat(worse.describe()).contains("log loss +0.0435 (at most +0.0050)", "refused");
    }

    @Test
    void refusesWorseQuantilesAloneAndADropOfTheAccuracy() {
        assertThat(new Quantisation(0, 0, 0.03).isAccepted()).isFalse();
        assertThat(new Quantisation(0, 0.02, 0).isAccepted()).isFalse();
        assertThat(new Quantisation(0.004, 0.009, 0.019).isAccepted()).isTrue();
    }
}
