package io.tickpilot.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.TestSamples;
import org.junit.jupiter.api.Test;

class SplitMetricsTest {
    private static final double[] PRIOR = {0.25, 0.5, 0.25};

    @Test
    void comparesWithThePriorAndFillsTheConfusion() {
        Samples samples = TestSamples.labelled(Label.SELL, Label.HOLD, Label.BUY, Label.BUY);
        float[][] probabilities = {{0.8f, 0.1f, 0.1f}, {0.2f, 0.6f, 0.2f}, {0.1f, 0.1f, 0.8f}, {0.7f, 0.2f, 0.1f}};

        SplitMetrics metrics = SplitMetrics.of(probabilities, samples, PRIOR);

        double expected = -(2 * Math.log(0.8) + Math.log(0.6) + Math.log(0.1)) / 4;
        assertThat(metrics.logLoss()).isCloseTo(expected, within(1e-6));
        assertThat(metrics.priorLogLoss()).isCloseTo((3 * Math.log(4) + Math.log(2)) / 4, within(1e-9));
        assertThat(metrics.accuracy()).isEqualTo(0.75);
        assertThat(metrics.priorAccuracy()).isEqualTo(0.25);
        assertThat(metrics.confusion()).isDeepEqualTo(new int[][] {{1, 0, 0}, {0, 1, 0}, {1, 0, 1}});
        assertThat(metrics.labelShares()).containsExactly(0.25, 0.25, 0.5);
    }

    @Test
    void calibrationErrorIsTheGapBetweenClaimAndTruth() {
        Samples samples = TestSamples.labelled(Label.BUY, Label.SELL);
        float[][] probabilities = {{0.05f, 0.05f, 0.9f}, {0.05f, 0.05f, 0.9f}};

        SplitMetrics metrics = SplitMetrics.of(probabilities, samples, PRIOR);

        assertThat(metrics.calibrationError()).isCloseTo(0.4, within(1e-6));
        assertThat(metrics.reliability()).hasSize(1);
    }
}
