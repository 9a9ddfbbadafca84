package io.tickpilot.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NewsPulseTest {
    private static final double HALF_LIFE = 30 * 60e6;

    private final NewsPulse pulse = new NewsPulse(HALF_LIFE);

    @Test
    void saysNothingWithoutNews() {
        assertThat(pulse.sentiment(5)).isZero();
        assertThat(pulse.confidence(5)).isZero();
        assertThat(pulse.warmUp()).isZero();
    }

    @Test
    void oneArticleWeighsHalfAfterTheHalfLife() {
        pulse.add(1_000, -0.8, 0.5);

        assertThat(pulse.sentiment(1_000)).isEqualTo(-0.4);
        assertThat(pulse.confidence(1_000)).isEqualTo(0.5);
        assertThat(pulse.sentiment(1_000 + (long) HALF_LIFE)).isEqualTo(-0.2);
        assertThat(pulse.confidence(1_000 + 2 * (long) HALF_LIFE)).isEqualTo(0.125);
    }

    @Test
    void manyArticlesAreAveraged() {
        for (int i = 0; i < 10; i++) {
            pulse.add(1_000, i < 5 ? 1 : 0.5, 1);
        }

        assertThat(pulse.sentiment(1_000)).isCloseTo(0.75, within(1e-12));
        assertThat(pulse.confidence(1_000)).isEqualTo(1);
    }

    @Test
    void agreesWithTheSumOverAllArticlesInWhateverOrderTheyCome() {
        SplittableRandom random = new SplittableRandom(3);
        List<double[]> all = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 500; i++) {
            now += random.nextLong(600_000_000L);
            double[] article = {now - random.nextLong(3_000_000_000L), random.nextDouble(-1, 1), random.nextDouble()};
            all.add(article);
            pulse.add((long) article[0], article[1], article[2]);

            assertThat(pulse.sentiment(now)).isCloseTo(naive(all, now), within(1e-9));
        }
    }

    private static double naive(List<double[]> articles, long now) {
        double scores = 0;
        double weights = 0;
        for (double[] article : articles) {
            double weight = article[2] * Math.pow(2, -(now - article[0]) / HALF_LIFE);
            scores += article[1] * weight;
            weights += weight;
        }
        return scores / Math.max(weights, 1);
    }

    @Test
    void goesOnWhereItWasWritten() throws IOException {
        pulse.add(1_000, 0.3, 0.9);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pulse.writeTo(new DataOutputStream(bytes));

        NewsPulse restored = new NewsPulse(HALF_LIFE);
        restored.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(restored.sentiment(77_000_000)).isEqualTo(pulse.sentiment(77_000_000));
        assertThatThrownBy(() -> new NewsPulse(0)).hasMessageContaining("half-life must be above 0: 0.0");
    }
}
