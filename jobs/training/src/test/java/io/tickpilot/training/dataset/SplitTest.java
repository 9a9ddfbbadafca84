package io.tickpilot.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.feature.FeatureSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
    private static final long MINUTE = 60_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noLabelOfAnEarlierSplitIsKnownOnlyAfterTheNextBeginsAndNoWindowReachesBack(long seed) {
        List<Sample> samples = samples(new SplittableRandom(seed), 1_000);

        Split split = Split.of(samples, new SplitSettings(5, 10_000, 0.2, 0.2, 60));

        assertOrdered(split.train(), split.validation());
        assertOrdered(split.validation(), split.test());
        int kept =
                split.train().size() + split.validation().size() + split.test().size();
        assertThat(kept + split.dropped()).isEqualTo(samples.size());
        assertThat(split.train().size()).isBetween(500, 600);
        assertThat(split.test().size()).isBetween(150, 200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void thinsTheTrainingSplitEvenly(int max) {
        List<Sample> samples = samples(new SplittableRandom(9), 1_000);

        Split split = Split.of(samples, new SplitSettings(5, max, 0.2, 0.2, 60));

        assertThat(split.train()).hasSize(max).doesNotHaveDuplicates();
        assertThat(split.train().get(0)).isEqualTo(samples.get(0));
        assertThat(split.thinned()).isGreaterThan(400);
    }

    @ParameterizedTest
    @CsvSource({"m1, 60, 60", "m1, 61, 61", "m5, 60, 300", "s1, 90, 60", "s1, 4000, 67", "ticks-100, 600, 60"})
    void theEmbargoIsAsLongAsAWindowOfTheSchema(String rows, int lookback, int minutes) {
        FeatureSchema schema =
                FeatureSchema.parse("{name: x, rows: " + rows + ", lookback: " + lookback + ", features: [{of: rsi}]}");

        assertThat(SplitSettings.DEFAULTS.forWindowsOf(schema).embargoBars()).isEqualTo(minutes);
    }

    private static void assertOrdered(List<Sample> earlier, List<Sample> later) {
        long oldestBarOfNext = later.get(0).timeMicros() - 60 * MINUTE;

        assertThat(earlier).allMatch(sample -> sample.endMicros() <= oldestBarOfNext);
    }

    private static List<Sample> samples(SplittableRandom random, int count) {
        List<Sample> samples = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < count; i++) {
            time += (1 + random.nextInt(9)) * MINUTE;
            long end = time + (1 + random.nextInt(30)) * MINUTE;
            samples.add(new Sample("S", time, end, new float[1], Label.HOLD, 0, 0));
        }
        return samples;
    }
}
