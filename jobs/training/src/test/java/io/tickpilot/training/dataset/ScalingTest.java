package io.tickpilot.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScalingTest {

    @Test
    void scalesEachFeatureToMeanZeroAndDeviationOneAndOnlyCentresAConstant() {
        Samples samples = TestSamples.ofWindows(2, 2)
                .add(Label.HOLD, 1, 5, 3, 5)
                .add(Label.HOLD, 5, 5, 7, 5)
                .all();
        Scaling scaling = Scaling.of(samples);
        float[] target = new float[5];

        samples.window(1, target, 1);
        scaling.apply(target, 1, 4);

        assertThat(scaling.means()).containsExactly(4.0, 5.0);
        assertThat(scaling.deviations().get(1)).isEqualTo(1.0);
        assertThat(target[0]).isZero();
        assertThat(target[1]).isEqualTo((5 - 4) / (float) Math.sqrt(5));
        assertThat(target[2]).isZero();
        assertThat(target[3]).isEqualTo((7 - 4) / (float) Math.sqrt(5));
    }
}
