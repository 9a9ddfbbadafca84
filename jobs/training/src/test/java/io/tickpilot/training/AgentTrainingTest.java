package io.tickpilot.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.onnx.OnnxAgentModel;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.training.dataset.DatasetBuilder;
import io.tickpilot.training.dataset.SplitSettings;
import io.tickpilot.training.network.Epoch;
import io.tickpilot.training.network.FitSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTrainingTest {
    private static final long START = 1_767_571_200_000_000L;

    @TempDir
    Path home;

    @Test
    void trainsExportsAndReportsAModelThatLoads() throws IOException {
        Heard heard = new Heard();

        TrainingResult result = train("a", Duration.ofHours(60), 3, heard);

        assertThat(result.report().parityMaxAbsDiff()).isLessThanOrEqualTo(FoldRun.PARITY_LIMIT);
        try (OnnxAgentModel model = OnnxModels.open(home.resolve("a/technical"))) {
            float[] probabilities = new float[3];
            model.score(new float[FeatureSchema.technicalV1().size()], probabilities);
            assertThat(probabilities[0] + probabilities[1] + probabilities[2]).isBetween(0.999f, 1.001f);
            assertThat(model.manifest().training().seed()).isEqualTo(11);
            assertThat(model.manifest().metrics()).containsKeys("accuracy", "priorAccuracy", "logLoss");
        }
        assertThat(home.resolve("a/technical/README.md")).content().contains("simulated market", "| test |");
        JsonNode json =
                new ObjectMapper().readTree(home.resolve("a/report/report.json").toFile());
        assertThat(json.at("/direction/test/samples").asInt()).isGreaterThan(50);
        assertThat(json.at("/manifest/sha256").asText()).hasSize(64);
        assertThat(home.resolve("a/report/report.html"))
                .content()
                .contains("<svg", "Trading the test splits", "</html>");
        assertThat(heard.epochs).hasSize(3);
        assertThat(heard.notes).anyMatch(line -> line.startsWith("training: ") && line.contains("hold"));
        assertThat(heard.shares.get(heard.shares.size() - 1)).isEqualTo(1);
    }

    @Test
    void givesTheSameModelForTheSameSeed() {
        TrainingResult one = train("a", Duration.ofHours(48), 1, TrainingListener.SILENT);
        TrainingResult two = train("b", Duration.ofHours(48), 1, TrainingListener.SILENT);

        assertThat(two.report().manifest()).isEqualTo(one.report().manifest());
    }

    @Test
    void refusesTooFewTicksAndLeavesNothing() {
        assertThatThrownBy(() -> train("a", Duration.ofHours(4), 1, TrainingListener.SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("too few windows to train on");

        assertThat(home.resolve("a/technical")).doesNotExist();
        assertThat(home.resolve("a/report")).isEmptyDirectory();
    }

    @Test
    void refusesAReportFolderThatIsAFileBeforeItTrains() throws IOException {
        Files.createDirectories(home.resolve("a"));
        Files.writeString(home.resolve("a/report"), "x");

        assertThatThrownBy(() -> train("a", Duration.ofHours(4), 1, TrainingListener.SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("report folder cannot be made");
    }

    private TrainingResult train(String name, Duration length, int epochs, TrainingListener listener) {
        SimulatedMarketSpec market = SimulatedMarketSpec.of(List.of("EURUSD"), START, 11);
        DatasetBuilder data = new DatasetBuilder(
                TickSupply.simulated(market, length),
                InstrumentCatalogue.presets(),
                ValidationSettings.defaults(),
                Resources.NONE,
                home.resolve("datasets"));
        TrainingOptions options = new TrainingOptions(
                data,
                5,
                new SplitSettings(1, 300, 0.25, 0.25, 60),
                11,
                home.resolve(name + "/technical"),
                home.resolve(name + "/report"));
        FitSettings fit = new FitSettings(11, epochs, 2, 5e-3f, 64, 8, 8, 0.3f, 0.5f, 1);
        return AgentTraining.run(TechnicalTrainer.of(fit), options, listener);
    }

    private static final class Heard implements TrainingListener {
        final List<Double> shares = new ArrayList<>();
        final List<Epoch> epochs = new ArrayList<>();
        final List<String> notes = new ArrayList<>();

        @Override
        public void onProgress(Phase phase, double share) {
            shares.add(share);
        }

        @Override
        public void onEpoch(Epoch epoch) {
            epochs.add(epoch);
        }

        @Override
        public void onNote(String line) {
            notes.add(line);
        }
    }
}
