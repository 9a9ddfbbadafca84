package io.tickpilot.training.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.onnx.OnnxAgentModel;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.training.AgentTraining;
import io.tickpilot.training.OutOfFold;
import io.tickpilot.training.TickSupply;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.TrainingOptions;
import io.tickpilot.training.TrainingResult;
import io.tickpilot.training.dataset.Dataset;
import io.tickpilot.training.dataset.DatasetBuilder;
import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.SplitSettings;
import io.tickpilot.training.dataset.TestSamples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two agents, one that is often right and one that guesses. */
class StackTrainerTest {
    private static final List<String> AGENTS = List.of("good", "guess");
    private static final int COUNT = 2_000;

    @TempDir
    Path home;

    private final SplittableRandom random = new SplittableRandom(8);
    private final Samples samples = samples();
    private final float[][] good = scores(0.7);
    private final float[][] guess = scores(0);

    @Test
    void trustsTheAgentThatIsRightAndLoadsAsAStack() {
        Dataset dataset = StackDataset.of(AGENTS, List.of(new OutOfFold(samples, good), new OutOfFold(samples, guess)));

        TrainingResult result = AgentTraining.run(
                new StackTrainer(AGENTS, LabelSettings.DEFAULTS), options(), dataset, TrainingListener.SILENT);

        double own = logLoss(good);
        assertThat(result.report().direction()).isNotNull();
        assertThat(result.report().direction().outOfFold().logLoss()).isLessThan(own + 0.01);
        try (OnnxAgentModel model = OnnxModels.open(home.resolve("stack"))) {
            assertThat(model.reads()).isEqualTo(AGENTS);
            assertThat(model.schema()).isNull();
            float[] trusting = new float[3];
            model.score(new float[] {0.8f, 0.1f, 0.1f, 0.1f, 0.1f, 0.8f}, trusting);
            assertThat(trusting[0]).isGreaterThan(0.6f);
        }
        assertThat(result.report().importance().get(0).feature()).startsWith("good.");
    }

    @Test
    void anAgentWithoutAScoreCountsAThirdEach() {
        Samples half = samples.where(i -> i % 2 == 0);
        float[][] said = new float[half.size()][];
        Arrays.fill(said, new float[] {0.2f, 0.3f, 0.5f, 7, 8});

        Dataset dataset = StackDataset.of(AGENTS, List.of(new OutOfFold(samples, good), new OutOfFold(half, said)));

        assertThat(dataset.all().window(0)).containsExactly(good[0][0], good[0][1], good[0][2], 0.2f, 0.3f, 0.5f);
        assertThat(dataset.all().window(1)[4]).isCloseTo(1f / 3, within(1e-6f));
        assertThat(dataset.info().features()).startsWith("good.sell", "good.hold", "good.buy", "guess.sell");
        assertThatThrownBy(() -> StackDataset.of(List.of(), List.of())).isInstanceOf(TrainingException.class);
    }

    private TrainingOptions options() {
        DatasetBuilder unused = new DatasetBuilder(
                TickSupply.simulated(SimulatedMarketSpec.of(List.of("EURUSD"), 0, 1), Duration.ofHours(1)),
                InstrumentCatalogue.presets(),
                ValidationSettings.defaults(),
                Resources.NONE,
                home.resolve("datasets"));
        return new TrainingOptions(
                unused, 1, new SplitSettings(2, 10_000, 0.2, 0.2, 0), 1, home.resolve("stack"), home.resolve("report"));
    }

    private Samples samples() {
        TestSamples result = TestSamples.ofWindows(1, 1);
        for (int i = 0; i < COUNT; i++) {
            result.add(Label.values()[random.nextInt(3)], i);
        }
        return result.all();
    }

    /** @param skill share of the samples whose label it knows */
    private float[][] scores(double skill) {
        float[][] scores = new float[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            int named = random.nextDouble() < skill ? samples.label(i).ordinal() : random.nextInt(3);
            scores[i] = new float[] {0.1f, 0.1f, 0.1f};
            scores[i][named] = 0.8f;
        }
        return scores;
    }

    private double logLoss(float[][] scores) {
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum -= Math.log(scores[i][samples.label(i).ordinal()]) / COUNT;
        }
        return sum;
    }
}
