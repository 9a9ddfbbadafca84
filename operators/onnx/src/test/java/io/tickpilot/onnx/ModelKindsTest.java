package io.tickpilot.onnx;

import static io.tickpilot.onnx.TinyGraphs.LOOKBACK;
import static io.tickpilot.onnx.TinyGraphs.WIDTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.feature.FeatureSchema;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What manifests may say of a model beyond three probabilities from a window of features. */
class ModelKindsTest {
    private static final float[] FORECAST = {0.2f, 0.3f, 0.5f, -2, -1, 0.25f, 1, 2};

    @TempDir
    Path folder;

    @Test
    void opensAForecastWithItsQuantiles() throws IOException {
        write(TinyGraphs.giving(FORECAST), manifest().ofKind(AgentKind.FORECAST));
        float[] outputs = new float[8];

        try (OnnxAgentModel model = OnnxModels.open(folder)) {
            model.score(new float[LOOKBACK * WIDTH], outputs);

            assertThat(model.kind()).isEqualTo(AgentKind.FORECAST);
            assertThat(outputs).containsExactly(FORECAST);
        }
    }

    @Test
    void opensARiskModel() throws IOException {
        write(TinyGraphs.giving(0.5f, 1.75f, 0.25f), manifest().ofKind(AgentKind.RISK));
        float[] outputs = new float[3];

        try (OnnxAgentModel model = OnnxModels.open(folder)) {
            model.score(new float[LOOKBACK * WIDTH], outputs);

            assertThat(model.kind()).isEqualTo(AgentKind.RISK);
            assertThat(outputs).containsExactly(0.5f, 1.75f, 0.25f);
        }
    }

    @Test
    void probesEachKindForItsOwnRules() throws IOException {
        float[] falling = FORECAST.clone();
        falling[5] = -1.5f;
        write(TinyGraphs.giving(falling), manifest().ofKind(AgentKind.FORECAST));
        assertRefused("probed with a window of zeros the graph gave quantiles that fall: [0.2, 0.3, 0.5, -2.0, -1.0");

        write(TinyGraphs.giving(2.5f, 1, 0), manifest().ofKind(AgentKind.RISK));
        assertRefused("the graph gave a size outside 0 to 2: [2.5, 1.0, 0.0]");
        write(TinyGraphs.giving(1, -1, 0), manifest().ofKind(AgentKind.RISK));
        assertRefused("the graph gave a stop that is no distance above 0");
        write(TinyGraphs.giving(1, 1, 1.01f), manifest().ofKind(AgentKind.RISK));
        assertRefused("the graph gave a veto that is no probability");
        write(TinyGraphs.giving(1, 1, Float.NaN), manifest().ofKind(AgentKind.RISK));
        assertRefused("output is not finite");
    }

    @Test
    void refusesFewerNumbersThanTheKindHas() throws IOException {
        write(TinyGraphs.softmax(), manifest().ofKind(AgentKind.FORECAST));

        assertRefused("graph's output must be floats of shape [1, 8]: FLOAT [1, 3]");
    }

    @Test
    void takesAFlatRowAndTheNamedOneOfSeveralOutputs() throws IOException {
        write(TinyGraphs.withLabel(LOOKBACK * WIDTH), manifest().withOutputName("probabilities"));
        float[] window = new float[LOOKBACK * WIDTH];
        window[5] = 100;
        float[] outputs = new float[3];

        try (OnnxAgentModel model = OnnxModels.open(folder)) {
            model.score(window, outputs);

            double e = Math.exp(1);
            assertThat(outputs[2] / outputs[1]).isCloseTo((float) e, within(1e-4f));
        }
    }

    @Test
    void wantsToBeToldWhichOutputCounts() throws IOException {
        write(TinyGraphs.withLabel(LOOKBACK * WIDTH), manifest());
        assertRefused("graph has several outputs, name the one that counts by outputName: [label, probabilities]");

        write(TinyGraphs.withLabel(LOOKBACK * WIDTH), manifest().withOutputName("scores"));
        assertRefused("graph has no output scores, see outputName: [label, probabilities]");

        write(TinyGraphs.withLabel(LOOKBACK * WIDTH), manifest().withOutputName("label"));
        assertRefused("graph's output must be floats of shape [1, 3]: INT64 [-1]");
    }

    @Test
    void opensAStackWithoutASchema() throws IOException {
        List<String> reads = List.of("technical", "random_forest");
        write(TinyGraphs.withLabel(6), manifest().reading(reads).withOutputName("probabilities"));
        Files.delete(folder.resolve(OnnxModels.SCHEMA_NAME));

        try (OnnxAgentModel model = OnnxModels.open(folder)) {
            assertThat(model.reads()).isEqualTo(reads);
            assertThat(model.schema()).isNull();
            assertThat(model.manifest().schemaHash())
                    .isEqualTo(OnnxModels.sha256("stack:technical,random_forest".getBytes("UTF-8")));
        }
    }

    @Test
    void refusesAStackThatContradictsItself() throws IOException {
        ModelManifest stack = manifest().reading(List.of("technical", "random_forest"));

        write(TinyGraphs.withLabel(6), stack.reading(List.of("tiny", "random_forest")));
        assertRefused("reads: must name each other agent once: [tiny, random_forest]");
        write(TinyGraphs.withLabel(6), stack.reading(List.of("technical", "technical")));
        assertRefused("reads: must name each other agent once: [technical, technical]");
        write(TinyGraphs.withLabel(6), stack.ofKind(AgentKind.FORECAST));
        assertRefused("reads: is for kind DIRECTION only: FORECAST");

        write(TinyGraphs.withLabel(6), stack);
        replaceInManifest("\"technical\", \"random_forest\"", "\"random_forest\", \"technical\"");
        assertRefused("schemaHash: must be that of the agents it reads, ");
    }

    @Test
    void readsManifestsOfTheFirstReleaseAsDirections() throws IOException {
        write(TinyGraphs.softmax(), manifest());
        replaceInManifest("\"kind\" : \"DIRECTION\",", "");

        assertThat(Files.readString(folder.resolve(ManifestFile.NAME))).doesNotContain("outputName", "reads", "kind");
        try (OnnxAgentModel model = OnnxModels.open(folder)) {
            assertThat(model.kind()).isEqualTo(AgentKind.DIRECTION);
            assertThat(model.reads()).isEmpty();
        }
    }

    @Test
    void refusesAnUnknownKindAndOutputsOfAnother() throws IOException {
        write(TinyGraphs.softmax(), manifest());
        replaceInManifest("DIRECTION", "ORACLE");
        assertRefused("manifest.json: bad field kind");

        write(TinyGraphs.softmax(), manifest());
        replaceInManifest("DIRECTION", "risk");
        assertRefused("outputs: must be [size, stop, veto] for kind RISK: [sell, hold, buy]");
    }

    @Test
    void refusesATextModelAsAnAgent() throws IOException {
        write(TinyGraphs.softmax(), manifest().ofKind(AgentKind.TEXT));

        assertRefused("reads text, so it cannot be an agent that scores the market");
    }

    @Test
    void refusesAGraphTooLargeForMemoryBeforeReadingIt() throws IOException {
        write(TinyGraphs.softmax(), manifest());
        try (RandomAccessFile graph =
                new RandomAccessFile(folder.resolve(OnnxModels.GRAPH_NAME).toFile(), "rw")) {
            graph.setLength((1L << 30) + 1);
        }

        assertRefused("model.onnx: is too large for a model: bytes=1073741825 highest=1073741824");
    }

    private void assertRefused(String words) {
        assertThatThrownBy(() -> OnnxModels.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain("\n");
    }

    private void replaceInManifest(String words, String others) throws IOException {
        Path file = folder.resolve(ManifestFile.NAME);
        Files.writeString(file, Files.readString(file).replace(words, others));
    }

    private void write(byte[] graph, ModelManifest manifest) throws IOException {
        Files.write(folder.resolve(OnnxModels.GRAPH_NAME), graph);
        Files.writeString(
                folder.resolve(OnnxModels.SCHEMA_NAME),
                FeatureSchema.technicalV1().toYaml());
        Path file = folder.resolve(ManifestFile.NAME);
        ManifestFile.write(manifest, file);
        replaceInManifest(manifest.sha256(), OnnxModels.sha256(graph));
    }

    private static ModelManifest manifest() {
        FeatureSchema schema = FeatureSchema.technicalV1();
        return new ModelManifest(
                "tiny",
                "1",
                schema.name(),
                schema.hash(),
                schema.lookback(),
                schema.width(),
                ModelManifest.OUTPUTS,
                new ModelManifest.Normalisation(true, List.of(), List.of()),
                new ModelManifest.Calibration(true, "none", 1),
                new ModelManifest.Training("none", List.of(), "", "", 0, 0, "none"),
                Map.of(),
                "0".repeat(64),
                14,
                "test");
    }
}
