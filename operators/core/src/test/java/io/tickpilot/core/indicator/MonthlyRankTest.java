package io.tickpilot.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
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

class MonthlyRankTest {
    private static final long DAY = 86_400_000_000L;

    private final MonthlyRank rank = new MonthlyRank();

    @Test
    void isNaNBeforeAHundredObservations() {
        for (int i = 0; i < 99; i++) {
            rank.add(i, 1e-4);
        }
        assertThat(rank.rank(1e-4)).isNaN();

        rank.add(99, 1e-4);
        assertThat(rank.rank(1e-4)).isBetween(0.0, 1.0);
    }

    @Test
    void agreesWithCountingAllValuesOfTheMonth() {
        SplittableRandom random = new SplittableRandom(3);
        List<double[]> all = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < 20_000; i++) {
            time += random.nextLong(600_000_000);
            double value = Math.exp(-9 + random.nextGaussian() * 0.7);
            rank.add(time, value);
            all.add(new double[] {time, value});
            if (i > 1_000 && i % 97 == 0) {
                long firstDay = Math.floorDiv(time, DAY) - 29;
                List<double[]> month =
                        all.stream().filter(o -> o[0] >= firstDay * DAY).toList();
                double below = month.stream().filter(o -> o[1] < value).count();
                assertThat(rank.observations()).isEqualTo(month.size());
                assertThat(rank.rank(value)).isCloseTo(below / month.size(), within(0.01));
            }
        }
        assertThat(time).isGreaterThan(60 * DAY);
    }

    @Test
    void forgetsEverythingAfterALongBreak() {
        for (int i = 0; i < 200; i++) {
            rank.add(i, 1e-4);
        }
        rank.add(400 * DAY, 1e-4);

        assertThat(rank.observations()).isEqualTo(1);
        assertThat(rank.rank(1e-4)).isNaN();
    }

    @Test
    void takesValuesOutsideItsBuckets() {
        for (int i = 0; i < 100; i++) {
            rank.add(i, i % 2 == 0 ? 0 : 5);
        }

        assertThat(rank.rank(1e-4)).isEqualTo(0.5);
        assertThat(rank.rank(0)).isZero();
        assertThat(rank.rank(1e9)).isCloseTo(1, within(1e-6));
    }

    @Test
    void goesOnBitByBitAfterARoundTripOfItsState() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        MonthlyRank copy = rank;
        for (int i = 0; i < 500; i++) {
            double value = random.nextDouble() * 1e-3;
            rank.add(i * 10_000_000_000L, value);
            if (copy != rank) {
                copy.add(i * 10_000_000_000L, value);
                assertThat(copy.rank(value)).isEqualTo((Double) rank.rank(value));
            }
            if (i % 150 == 20) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                copy.writeTo(new DataOutputStream(bytes));
                copy = new MonthlyRank();
                copy.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            }
        }
        assertThat(copy.observations()).isEqualTo(rank.observations());
    }
}
