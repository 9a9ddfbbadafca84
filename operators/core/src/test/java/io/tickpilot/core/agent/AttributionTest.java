package io.tickpilot.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.engine.ScriptedAgent;
import io.tickpilot.core.feature.FeatureSchema;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AttributionTest {
    private static final FeatureSchema THREE = FeatureSchema.parse("""
            name: three
            lookback: 4
            features:
              - {of: close-change, scale: atr}
              - {of: rsi, scale: unit}
              - {of: session-london}
            """);

    @Test
    void ofALinearModelIsWeightTimesDistanceFromTheBaseline() {
        double[] weights = {0.5, -2, 0};
        ScriptedAgent linear = ScriptedAgent.of("linear", (window, p) -> {
                    double sum = 0;
                    for (int i = 0; i < window.length; i++) {
                        sum += weights[i % 3] * window[i];
                    }
                    p[2] = (float) sum;
                })
                .trainedOn(THREE);
        SplittableRandom random = new SplittableRandom(1);
        float[] window = new float[12];
        float[] baseline = new float[12];
        double[] truth = new double[3];
        for (int i = 0; i < 12; i++) {
            window[i] = (float) random.nextDouble(-1, 1);
            baseline[i] = (float) random.nextDouble(-1, 1);
            truth[i % 3] += weights[i % 3] * (window[i] - baseline[i]);
        }

        Attribution attribution = Attribution.of(linear, window, baseline, 2, 3, 7);

        assertThat(attribution.inputs()).containsExactly("close-change", "rsi", "session-london");
        for (int i = 0; i < 3; i++) {
            assertThat(attribution.shares().get(i)).isCloseTo(truth[i], within(1e-6));
        }
        assertThat(attribution.baseline() + sum(attribution)).isCloseTo(attribution.value(), within(1e-9));
    }

    @Test
    void anInteractionIsSharedByThoseWhoMakeItAndTheSumHolds() {
        ScriptedAgent both = ScriptedAgent.of("both", (window, p) -> p[0] = window[0] * window[1] + 10 * window[2])
                .trainedOn(THREE);
        float[] window = new float[12];
        window[0] = 1;
        window[1] = 1;
        window[2] = 0.25f;

        Attribution attribution = Attribution.of(both, window, new float[12], 0, 8, 7);

        assertThat(attribution.shares()).containsExactly(0.5, 0.5, 2.5);
        assertThat(sum(attribution)).isCloseTo(attribution.value() - attribution.baseline(), within(1e-12));
        assertThat(Attribution.of(both, window, new float[12], 0, 8, 7)).isEqualTo(attribution);
    }

    @Test
    void ofAStackIsByAgent() {
        ScriptedAgent stack = ScriptedAgent.of("stack", (window, p) -> p[2] = window[2] + 3 * window[5])
                .reading("technical", "forest");
        float third = 1f / 3;

        Attribution attribution = Attribution.of(
                stack, new float[] {0, 0, 1, 0, 0, 1}, new float[] {third, third, third, third, third, third}, 2, 4, 7);

        assertThat(attribution.inputs()).isEqualTo(List.of("technical", "forest"));
        assertThat(attribution.shares().get(0)).isCloseTo(2.0 / 3, within(1e-6));
        assertThat(attribution.shares().get(1)).isCloseTo(2, within(1e-6));
    }

    private static double sum(Attribution attribution) {
        return attribution.shares().stream().mapToDouble(Double::doubleValue).sum();
    }
}
