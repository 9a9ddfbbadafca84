package io.tickpilot.training.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.onnx.text.Sentiment;
import io.tickpilot.onnx.text.TextModel;
import io.tickpilot.records.RecordException;
import io.tickpilot.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentimentTrainingTest {
    private static final FitSettings SMALL = new FitSettings(7, 200, 12, 16, 12, 3, 5e-3f, 16, 0.05, 0.2);

    @TempDir
    Path folder;

    @Test
    void learnsWhatHeadlinesSayAndPublishesItWhole() throws IOException {
        SentimentResult result = train(SMALL, "model");

        ToneMetrics test = result.report().test();
        assertThat(test.accuracy()).isGreaterThan(0.9);
        assertThat(test.logLoss()).isLessThan(0.4 * test.priorLogLoss());
        assertThat(result.report().parityMaxAbsDiff()).isLessThanOrEqualTo(SentimentTraining.PARITY_LIMIT);
        try (TextModel model = TextModel.open(result.modelFolder())) {
            List<Sentiment> scored = model.score(List.of(
                    "Copper and gold: soars in Asia", "Copper and gold: tumbles on Monday", "Wheat and oil: is flat"));
            assertThat(scored.get(0).score()).isGreaterThan(0.5f);
            assertThat(scored.get(1).score()).isLessThan(-0.5f);
            assertThat(scored.get(2).confidence()).isLessThan(0.5f);
            ModelManifest manifest = Objects.requireNonNull(model.manifest());
            assertThat(manifest.kind()).isEqualTo(AgentKind.TEXT);
            assertThat(manifest.agent()).isEqualTo("sentiment");
            assertThat(manifest.metrics())
                    .containsKeys("accuracy", "priorAccuracy", "logLoss", "macroF1", "f1.negative");
            assertThat(manifest.training().data()).startsWith("headlines of headlines.csv; ");
        }
        assertThat(result.modelFolder().resolve("README.md"))
                .content()
                .contains("| test | ")
                .contains("named negative")
                .contains("Trained on: headlines of headlines.csv");
        JsonNode json = new ObjectMapper()
                .readTree(result.reportFolder().resolve("report.json").toFile());
        assertThat(json.path("test").path("confusion")).hasSize(3);
        assertThat(result.reportFolder().resolve("report.html")).content().contains("</html>");
    }

    @Test
    void trainsTheSameModelFromTheSameSeed() throws IOException {
        FitSettings two = SMALL.with(3, 2);
        Path first = train(two, "first").modelFolder();
        Path second = train(two, "second").modelFolder();

        for (String name : List.of(OnnxModels.GRAPH_NAME, TextModel.TOKENIZER_NAME, TextModel.CONFIG_NAME)) {
            assertThat(second.resolve(name)).hasSameBinaryContentAs(first.resolve(name));
        }
    }

    @Test
    void leavesTheOldModelWhenTheDataIsBad() throws IOException {
        Path old = train(SMALL.with(3, 1), "model").modelFolder();
        byte[] graph = Files.readAllBytes(old.resolve(OnnxModels.GRAPH_NAME));
        Path bad = Files.writeString(folder.resolve("bad.csv"), "text,label\nGold,splendid\n");

        assertThatThrownBy(() -> SentimentTraining.run(
                        new SentimentOptions(bad, SMALL, old, folder.resolve("report")), TrainingListener.SILENT))
                .isInstanceOf(RecordException.class)
                .hasMessageEndingWith("bad.csv:2: label must be negative, neutral or positive: splendid");
        assertThat(old.resolve(OnnxModels.GRAPH_NAME)).hasBinaryContent(graph);
        assertThat(folder.toFile().list((parent, name) -> name.startsWith("."))).isEmpty();
    }

    private SentimentResult train(FitSettings settings, String name) throws IOException {
        StringBuilder csv = new StringBuilder("text,label\n");
        for (Headline each : SomeHeadlines.of(1_500, 21)) {
            csv.append(each.text()).append(',').append(each.tone().word()).append('\n');
        }
        Path data = Files.writeString(folder.resolve("headlines.csv"), csv);
        return SentimentTraining.run(
                new SentimentOptions(data, settings, folder.resolve(name), folder.resolve("report")),
                TrainingListener.SILENT);
    }
}
