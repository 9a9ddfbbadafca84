package io.tickpilot.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UniquenessTest {

    @Test
    void labelsThatShareNothingCountFullyAndTwinsHalf() {
        assertThat(Uniqueness.weights(new long[] {0, 10, 30}, new long[] {10, 20, 40}))
                .containsExactly(1, 1, 1);
        assertThat(Uniqueness.weights(new long[] {0, 0}, new long[] {10, 10})).containsExactly(0.5, 0.5);
        assertThat(Uniqueness.weights(new long[] {0, 5}, new long[] {10, 15})).containsExactly(0.75, 0.75);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void agreesWithCountingAtEveryMicrosecond(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 1 + random.nextInt(60);
        long[] starts = new long[count];
        long[] ends = new long[count];
        for (int i = 0; i < count; i++) {
            starts[i] = random.nextInt(200);
            ends[i] = starts[i] + 1 + random.nextInt(80);
        }

        assertThat(Uniqueness.weights(starts, ends)).containsExactly(naive(starts, ends), within(1e-12));
    }

    @Test
    void countsWithinASymbolAlone() {
        Sample euro = sample("EURUSD", 0, 10);
        Sample yen = sample("USDJPY", 0, 10);

        assertThat(Uniqueness.weighted(List.of(euro, yen, euro)))
                .extracting(Sample::weight)
                .containsExactly(0.5, 1.0, 0.5);
    }

    private static double[] naive(long[] starts, long[] ends) {
        double[] weights = new double[starts.length];
        for (int i = 0; i < starts.length; i++) {
            double sum = 0;
            for (long t = starts[i]; t < ends[i]; t++) {
                int open = 0;
                for (int j = 0; j < starts.length; j++) {
                    open += starts[j] <= t && t < ends[j] ? 1 : 0;
                }
                sum += 1.0 / open;
            }
            weights[i] = sum / (ends[i] - starts[i]);
        }
        return weights;
    }

    private static Sample sample(String symbol, long from, long to) {
        return new Sample(symbol, from, to, Label.HOLD, TestSamples.ENTRY, TestSamples.outcome(0, 0), 1);
    }
}
