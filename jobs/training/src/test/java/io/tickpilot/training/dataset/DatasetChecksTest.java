package io.tickpilot.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.training.TrainingException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class DatasetChecksTest {
    private static final SplitSettings SETTINGS = new SplitSettings(2, 10_000, 0.2, 0.2, 0);

    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void refusesWhatIsTooShortInOneLine() {
        assertThatThrownBy(() -> require(dataset(100, i -> Label.values()[i % 3], false)))
                .isInstanceOf(TrainingException.class)
                .hasMessageMatching("too few windows to train on, .*windows=100 train=\\d+ .*least=50");
        assertThatThrownBy(() -> require(dataset(2, i -> Label.BUY, false)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("too few windows to train on");
    }

    @Test
    void refusesLabelsThatAreAllTheSame() {
        Dataset dataset = dataset(1_000, i -> Label.HOLD, false);

        assertThatThrownBy(() -> require(dataset))
                .isInstanceOf(TrainingException.class)
                .hasMessageMatching("all labels are the same, .*: hold=\\d+");
        assertThatCode(() -> DatasetChecks.requireTrainable(dataset, folds(dataset), false))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesALabelThatHardlyOccurs() {
        assertThatThrownBy(() -> require(dataset(1_000, i -> i % 100 == 0 ? Label.SELL : Label.BUY, false)))
                .isInstanceOf(TrainingException.class)
                .hasMessageMatching("too few windows of a label .*: sell=\\d hold=0 buy=\\d+ least=10");
    }

    @Test
    void warnsOfAFeatureThatKnowsTheFuture() {
        Dataset leaking = dataset(1_000, i -> Label.values()[i % 3], true);
        Dataset sound = dataset(1_000, i -> Label.values()[i % 3], false);

        assertThat(DatasetChecks.warnings(leaking, folds(leaking)))
                .singleElement()
                .asString()
                .contains("feature f1 alone tells buy from sell in 100.0 %");
        assertThat(DatasetChecks.warnings(sound, folds(sound))).isEmpty();
    }

    @Test
    void warnsOfWindowsThatAreInTwoSplits() {
        TestSamples samples = TestSamples.ofWindows(1, 1);
        for (int i = 0; i < 1_000; i++) {
            samples.add(Label.values()[i % 3], i % 500);
        }
        Dataset dataset = samples.dataset();

        assertThat(DatasetChecks.warnings(dataset, folds(dataset)))
                .singleElement()
                .asString()
                .contains("windows of the test split are also in the training");
    }

    private static void require(Dataset dataset) {
        DatasetChecks.requireTrainable(dataset, folds(dataset), true);
    }

    private static List<Split> folds(Dataset dataset) {
        return Folds.of(dataset.all(), SETTINGS);
    }

    private Dataset dataset(int count, IntFunction<Label> labels, boolean leaking) {
        TestSamples samples = TestSamples.ofWindows(1, 2);
        for (int i = 0; i < count; i++) {
            Label label = labels.apply(i);
            float noise = (float) random.nextGaussian();
            samples.add(label, noise, leaking ? label.ordinal() + 0.1f * noise : (float) random.nextGaussian());
        }
        return samples.dataset();
    }
}
