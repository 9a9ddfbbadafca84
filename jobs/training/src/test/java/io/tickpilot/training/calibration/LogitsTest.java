package io.tickpilot.training.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.TestSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogitsTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2.5})
    void findsTheTemperatureThatTheLabelsWereDrawnWith(double truth) {
        SplittableRandom random = new SplittableRandom(4);
        float[][] logits = new float[20_000][3];
        List<Label> labels = new ArrayList<>();
        for (float[] row : logits) {
            for (int k = 0; k < row.length; k++) {
                row[k] = (float) random.nextGaussian(0, 2);
            }
            labels.add(draw(Logits.probabilities(row, truth), random.nextDouble()));
        }
        Samples samples = TestSamples.labelled(labels.toArray(Label[]::new));

        double found = Logits.temperature(logits, samples);

        assertThat(found).isCloseTo(truth, within(0.08 * truth));
        assertThat(Logits.logLoss(logits, samples, found)).isLessThanOrEqualTo(Logits.logLoss(logits, samples, 1));
    }

    @Test
    void softmaxSumsToOneEvenForHugeLogits() {
        float[] probabilities = Logits.probabilities(new float[] {1_000, 0, -1_000}, 1);

        assertThat(probabilities).containsExactly(1, 0, 0);
    }

    @Test
    void logLossIsTheNegativeLogOfTheTruthsProbability() {
        float[][] logits = {{0, 0, (float) Math.log(2)}};

        assertThat(Logits.logLoss(logits, TestSamples.labelled(Label.BUY), 1)).isCloseTo(Math.log(2), within(1e-7));
        assertThat(Logits.logLoss(logits, TestSamples.labelled(Label.SELL), 1)).isCloseTo(Math.log(4), within(1e-7));
    }

    private static Label draw(float[] probabilities, double uniform) {
        double rest = uniform;
        for (Label label : Label.values()) {
            rest -= probabilities[label.ordinal()];
            if (rest < 0) {
                return label;
            }
        }
        return Label.BUY;
    }
}
