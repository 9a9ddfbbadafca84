package io.tickpilot.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.onnx.ModelException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static final Tokens TOKENS = new Tokens(new long[] {2, 7, 3}, new long[3], 1, 1, false);

    @Test
    void readsNamesInAnyOrderAndCase() {
        Sentiment sentiment = of("Positive", "NEGATIVE", "neutral").sentiment(logsOf(0.7, 0.1, 0.2), TOKENS);

        assertThat(sentiment.positive()).isCloseTo(0.7f, within(1e-6f));
        assertThat(sentiment.negative()).isCloseTo(0.1f, within(1e-6f));
        assertThat(sentiment.neutral()).isCloseTo(0.2f, within(1e-6f));
        assertThat(sentiment.score()).isCloseTo(0.6f, within(1e-6f));
        assertThat(sentiment.confidence()).isCloseTo(0.8f, within(1e-6f));
    }

    @Test
    void addsStarsUpByTone() {
        Sentiment sentiment = of("1 star", "2 stars", "3 stars", "4 stars", "5 stars")
                .sentiment(logsOf(0.1, 0.2, 0.3, 0.25, 0.15), TOKENS);

        assertThat(sentiment.negative()).isCloseTo(0.3f, within(1e-6f));
        assertThat(sentiment.neutral()).isCloseTo(0.3f, within(1e-6f));
        assertThat(sentiment.positive()).isCloseTo(0.4f, within(1e-6f));
    }

    @Test
    void addsVeryNegativeToNegative() {
        Sentiment sentiment = of("Very_Negative", "bearish", "neutral", "bullish", "very positive")
                .sentiment(logsOf(0.1, 0.2, 0.3, 0.25, 0.15), TOKENS);

        assertThat(sentiment.negative()).isCloseTo(0.3f, within(1e-6f));
    }

    @Test
    void makesNeutralOfWhatTwoClassesAgreeOn() {
        Sentiment torn = of("NEGATIVE", "POSITIVE").sentiment(logsOf(0.5, 0.5), TOKENS);
        Sentiment sure = of("NEGATIVE", "POSITIVE").sentiment(logsOf(0.9, 0.1), TOKENS);

        assertThat(torn.neutral()).isEqualTo(1);
        assertThat(torn.confidence()).isZero();
        assertThat(sure.score()).isCloseTo(-0.8f, within(1e-6f));
        assertThat(sure.confidence()).isCloseTo(0.8f, within(1e-6f));
    }

    @Test
    void staysADistributionForAnyLogits() {
        Random random = new Random(5);
        Labels three = of("negative", "neutral", "positive");
        Labels two = of("positive", "negative");
        for (int i = 0; i < 1_000; i++) {
            float[] logits = {gaussian(random), gaussian(random), gaussian(random)};

            assertDistribution(three.sentiment(logits, TOKENS));
            assertDistribution(two.sentiment(new float[] {logits[0], logits[1]}, TOKENS));
        }
    }

    @Test
    void refusesNamesThatSayNothing() {
        assertThatThrownBy(() -> of("LABEL_0", "LABEL_1", "LABEL_2"))
                .isInstanceOf(ModelException.class)
                .hasMessage("id2label: must name each class negative, neutral or positive, or 1 star to 5 stars;"
                        + " write there what the model's card says: LABEL_0, LABEL_1, LABEL_2");
        assertThatThrownBy(() -> of("negative", "joy", "positive")).hasMessageEndingWith("says: joy");
    }

    @Test
    void refusesAHeadWithOneSideOnly() {
        assertThatThrownBy(() -> of("neutral", "positive"))
                .hasMessage("id2label: needs a negative and a positive class: [neutral, positive]");
    }

    private static void assertDistribution(Sentiment s) {
        assertThat(s.negative() + s.neutral() + s.positive()).isCloseTo(1, within(1e-6f));
        assertThat(Math.min(s.negative(), Math.min(s.neutral(), s.positive()))).isGreaterThanOrEqualTo(0);
        assertThat(Math.abs(s.score())).isLessThanOrEqualTo(s.confidence() + 1e-6f);
    }

    private static Labels of(String... names) {
        return Labels.of(List.of(names));
    }

    private static float gaussian(Random random) {
        return (float) (20 * random.nextGaussian());
    }

    private static float[] logsOf(double... probabilities) {
        float[] logits = new float[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(probabilities[i]);
        }
        return logits;
    }
}
