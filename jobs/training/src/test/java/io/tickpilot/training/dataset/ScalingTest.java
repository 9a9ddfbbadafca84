package io.tickpilot.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingTest {

    @Test
    void scalesEachFeatureToMeanZeroAndDeviationOneAndOnlyCentresAConstant() {
        List<Sample> samples = List.of(sample(1, 5, 3, 5), sample(5, 5, 7, 5));
        Scaling scaling = Scaling.of(samples, 2);
        float[] target = new float[5];

        scaling.apply(samples.get(1).window(), target, 1);

        assertThat(scaling.means()).containsExactly(4.0, 5.0);
        assertThat(scaling.deviations().get(1)).isEqualTo(1.0);
        assertThat(target[0]).isZero();
        assertThat(target[1]).isEqualTo((5 - 4) / (float) Math.sqrt(5));
        assertThat(target[2]).isZero();
        assertThat(target[3]).isEqualTo((7 - 4) / (float) Math.sqrt(5));
    }

    private static Sample sample(float... window) {
        return new Sample("S", 0, 0, window, Label.HOLD, 0, 0);
    }
}
