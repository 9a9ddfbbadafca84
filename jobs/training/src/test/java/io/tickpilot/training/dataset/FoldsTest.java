package io.tickpilot.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.feature.FeatureSchema;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldsTest {
    private static final long MINUTE = 60_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noLabelOfAnEarlierSplitIsKnownOnlyAfterTheNextBeginsAndNoWindowReachesBack(long seed) {
        Samples samples = samples(new SplittableRandom(seed), 1_000);

        for (Split split : Folds.of(samples, new SplitSettings(4, 10_000, 0.15, 0.125, 60))) {
            assertOrdered(split.train(), split.validation());
            assertOrdered(split.validation(), split.test());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 7})
    void testBlocksFollowOneAnotherToTheEndAndTrainingWindowsGrow(int number) {
        Samples samples = samples(new SplittableRandom(6), 1_000);

        List<Split> folds = Folds.of(samples, SplitSettings.DEFAULTS.withFolds(number));

        assertThat(folds).hasSize(number);
        for (int i = 1; i < number; i++) {
            assertThat(folds.get(i).train().size())
                    .isGreaterThan(folds.get(i - 1).train().size());
            assertThat(first(folds.get(i).test()))
                    .isGreaterThan(last(folds.get(i - 1).test()));
        }
        assertThat(last(folds.get(number - 1).test()))
                .isEqualTo(samples.get(samples.size() - 1).timeMicros());
        assertThat(Samples.joined(folds.stream().map(Split::test).toList()).size())
                .isBetween(500 - 40 * number, 500);
    }

    @Test
    void countsWhatItDropped() {
        Samples samples = samples(new SplittableRandom(7), 1_000);

        Split split =
                Folds.of(samples, new SplitSettings(1, 10_000, 0.2, 0.2, 60)).get(0);

        int kept =
                split.train().size() + split.validation().size() + split.test().size();
        assertThat(kept + split.dropped()).isEqualTo(samples.size());
        assertThat(split.train().size()).isBetween(500, 600);
        assertThat(split.test().size()).isBetween(150, 200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void thinsTheTrainingSplitEvenly(int max) {
        Samples samples = samples(new SplittableRandom(9), 1_000);

        Split split = Folds.of(samples, new SplitSettings(1, max, 0.2, 0.2, 60)).get(0);

        assertThat(IntStream.range(0, split.train().size()).map(split.train()::place))
                .hasSize(max)
                .doesNotHaveDuplicates()
                .startsWith(0);
        assertThat(split.thinned()).isGreaterThan(400);
    }

    @Test
    void givesNoFoldsWhereThereIsNothingToSplit() {
        assertThat(Folds.of(samples(new SplittableRandom(9), 3), SplitSettings.DEFAULTS))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"m1, 60, 60", "m1, 61, 61", "m5, 60, 300", "s1, 90, 60", "s1, 4000, 67", "ticks-100, 600, 60"})
    void theEmbargoIsAsLongAsAWindowOfTheSchema(String rows, int lookback, int minutes) {
        FeatureSchema schema =
                FeatureSchema.parse("{name: x, rows: " + rows + ", lookback: " + lookback + ", features: [{of: rsi}]}");

        assertThat(SplitSettings.DEFAULTS.forWindowsOf(schema).embargoBars()).isEqualTo(minutes);
    }

    private static void assertOrdered(Samples earlier, Samples later) {
        long oldestBarOfNext = first(later) - 60 * MINUTE;

        for (int i = 0; i < earlier.size(); i++) {
            assertThat(earlier.get(i).endMicros()).isLessThanOrEqualTo(oldestBarOfNext);
        }
    }

    private static long first(Samples samples) {
        return samples.get(0).timeMicros();
    }

    private static long last(Samples samples) {
        return samples.get(samples.size() - 1).timeMicros();
    }

    private static Samples samples(SplittableRandom random, int count) {
        TestSamples samples = TestSamples.ofWindows(1, 1);
        long time = 0;
        for (int i = 0; i < count; i++) {
            time += (1 + random.nextInt(9)) * MINUTE;
            long end = time + (1 + random.nextInt(30)) * MINUTE;
            samples.add(time, end, Label.HOLD, TestSamples.outcome(0, 0), 0);
        }
        return samples.all();
    }
}
