package io.tickpilot.onnx;

import static io.tickpilot.onnx.TinyGraphs.LOOKBACK;
import static io.tickpilot.onnx.TinyGraphs.WIDTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.feature.FeatureSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelsTest {
    private static final FeatureSchema TINY =
            FeatureSchema.parse("{name: tiny, lookback: 2, features: [{name: strength, of: rsi, period: 9}]}");

    @TempDir
    Path folder;

    @Test
    void scoresRawWindowsAsProbabilities() throws IOException {
        write(TinyGraphs.softmax());
        float[] window = new float[LOOKBACK * WIDTH];
        Arrays.fill(window, 1);
        float[] probabilities = new float[3];

        try (OnnxAgentModel model = OnnxModels.open(folder)) {
            model.score(window, probabilities);

            assertThat(model.agent()).isEqualTo("technical");
            assertThat(model.version()).isEqualTo("7");
            assertThat(model.schema()).isEqualTo(FeatureSchema.technicalV1());
        }

        double e = Math.exp(0.72);
        double sum = 1 / e + 1 + e;
        assertThat(probabilities[0]).isCloseTo((float) (1 / e / sum), within(1e-6f));
        assertThat(probabilities[2]).isCloseTo((float) (e / sum), within(1e-6f));
    }

    @Test
    void givesTheSameBitsForTheSameWindowInEverySession() throws IOException {
        write(TinyGraphs.softmax());
        Random random = new Random(1);
        float[] first = new float[3];
        float[] second = new float[3];

        try (OnnxAgentModel one = OnnxModels.open(folder);
                OnnxAgentModel other = OnnxModels.open(folder)) {
            for (int i = 0; i < 200; i++) {
                float[] window = randomWindow(random);
                one.score(window, first);
                one.score(randomWindow(random), second);
                other.score(window, second);

                assertThat(second).containsExactly(first);
            }
        }
    }

    @Test
    void refusesToScoreOnceClosed() throws IOException {
        write(TinyGraphs.softmax());
        OnnxAgentModel model = OnnxModels.open(folder);

        model.close();
        model.close();

        assertThatThrownBy(() -> model.score(new float[LOOKBACK * WIDTH], new float[3]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("model is closed: agent=technical");
    }

    @Test
    void refusesWindowsOfAnotherLength() throws IOException {
        write(TinyGraphs.softmax());

        try (OnnxAgentModel model = OnnxModels.open(folder)) {
            assertThatThrownBy(() -> model.score(new float[3], new float[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("length=3 needed=720");
        }
    }

    @Test
    void throwsWhenAWindowMakesTheOutputNotFinite() throws IOException {
        write(TinyGraphs.softmax());
        float[] window = new float[LOOKBACK * WIDTH];
        window[3] = Float.NaN;

        try (OnnxAgentModel model = OnnxModels.open(folder)) {
            assertThatThrownBy(() -> model.score(window, new float[3]))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("output is not finite");
        }
    }

    @Test
    void namesAMissingFolderAndTheWayOut() {
        assertRefused(folder.resolve("absent"), "absent: no such model folder; train one with");
    }

    @Test
    void namesAFileGivenAsFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "x");

        assertRefused(file, "must be a model folder with manifest.json, schema.yaml and model.onnx, not a file");
    }

    @Test
    void namesTheMissingFile() throws IOException {
        assertRefused(folder, "model.onnx is missing");

        Files.write(folder.resolve(OnnxModels.GRAPH_NAME), TinyGraphs.softmax());
        assertRefused(folder, "manifest.json is missing");

        ManifestFile.write(manifest("0".repeat(64)), folder.resolve(ManifestFile.NAME));
        assertRefused(folder, "schema.yaml is missing; a model folder has manifest.json, schema.yaml and model.onnx");
    }

    @Test
    void refusesAChangedGraph() throws IOException {
        write(TinyGraphs.softmax());
        Files.write(folder.resolve(OnnxModels.GRAPH_NAME), TinyGraphs.withoutSoftmax());

        assertRefused(folder, "SHA-256 is not the manifest's; restore the file or train again: found=");
    }

    @Test
    void refusesATruncatedGraphEvenWithAMatchingHash() throws IOException {
        byte[] graph = TinyGraphs.softmax();

        write(Arrays.copyOf(graph, graph.length / 2));

        assertRefused(folder, "not a model ONNX Runtime can run: ");
    }

    @Test
    void refusesShapesOtherThanTheManifests() throws IOException {
        write(TinyGraphs.ofShape(59, WIDTH));

        assertRefused(folder, "graph's input must be floats of shape [1, 60, 12] or [1, 720]: FLOAT [1, 59, 12]");
    }

    @Test
    void refusesGraphsThatGiveNaN() throws IOException {
        write(TinyGraphs.givingNaN());

        assertRefused(folder, "output is not finite: agent=technical output=[NaN, NaN, NaN]");
    }

    @Test
    void refusesOutputsThatAreNoProbabilities() throws IOException {
        write(TinyGraphs.withoutSoftmax());

        assertRefused(
                folder,
                "probed with a window of zeros the graph gave probabilities that do not add up to 1: [0.0, 0.0, 0.0]");
    }

    @Test
    void namesTheFaultsOfAManifest() throws IOException {
        write(TinyGraphs.softmax());
        Path file = folder.resolve(ManifestFile.NAME);
        String good = Files.readString(file);

        Files.writeString(file, "{ nonsense");
        assertRefused(folder, "manifest.json: not valid JSON at line 1");
        Files.writeString(file, good.replace("\"metrics\"", "\"agnet\" : 1, \"metrics\""));
        assertRefused(folder, "manifest.json: unknown field: agnet");
        Files.writeString(file, good.replace("\"version\" : \"7\",", ""));
        assertRefused(folder, "manifest.json: bad field version: must be given");
        Files.writeString(file, good.replace("\"width\" : 12", "\"width\" : \"two\""));
        assertRefused(folder, "manifest.json: bad field width");
        Files.writeString(file, good.replace("\"width\" : 12", "\"width\" : 13"));
        assertRefused(folder, "normalisation: needs one mean and std per feature, or none at all: width=13 means=12");
        Files.writeString(file, good.replace("\"lookback\" : 60", "\"lookback\" : -4"));
        assertRefused(folder, "lookback: must be positive: -4");
    }

    @Test
    void readsTheSchemaItWasTrainedOnFromTheFolderAlone() throws IOException {
        write(TinyGraphs.ofShape(2, 1), TINY);

        try (OnnxAgentModel model = OnnxModels.open(folder)) {
            assertThat(model.schema()).isEqualTo(TINY);
            assertThat(model.schema().featureNames()).containsExactly("strength");
        }
    }

    @Test
    void refusesASchemaThatIsNotTheOneItWasTrainedOn() throws IOException {
        write(TinyGraphs.softmax());
        Path file = folder.resolve(OnnxModels.SCHEMA_NAME);

        Files.writeString(file, TINY.toYaml());
        assertRefused(
                folder,
                "schema.yaml: is not the schema the model was trained on, or a feature's formula has changed since;"
                        + " restore the file or train again: found=" + TINY.hash());
        Files.writeString(file, TINY.toYaml().replace("of: rsi", "of: rsy"));
        assertRefused(folder, "schema.yaml: features.0.of: must be a feature");
        Files.writeString(file, "{");
        assertRefused(folder, "schema.yaml: ");
    }

    @Test
    void refusesAManifestThatContradictsItsSchema() throws IOException {
        write(TinyGraphs.softmax());
        Path file = folder.resolve(ManifestFile.NAME);

        Files.writeString(file, Files.readString(file).replace("\"lookback\" : 60", "\"lookback\" : 61"));

        assertRefused(folder, "the manifest's lookback and width must be the schema's 60 x 12: 61 x 12");
    }

    @Test
    void writesTheManifestItReads() throws IOException {
        ModelManifest manifest = manifest("0".repeat(64));
        Path file = folder.resolve(ManifestFile.NAME);

        ManifestFile.write(manifest, file);

        assertThat(ManifestFile.read(file)).isEqualTo(manifest);
    }

    private void assertRefused(Path target, String words) {
        assertThatThrownBy(() -> OnnxModels.open(target))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(words)
                .hasMessageContaining(target.getFileName().toString())
                .message()
                .doesNotContain("\n");
    }

    private void write(byte[] graph) throws IOException {
        write(graph, FeatureSchema.technicalV1());
    }

    private void write(byte[] graph, FeatureSchema schema) throws IOException {
        Files.write(folder.resolve(OnnxModels.GRAPH_NAME), graph);
        Files.writeString(folder.resolve(OnnxModels.SCHEMA_NAME), schema.toYaml());
        ManifestFile.write(manifest(OnnxModels.sha256(graph), schema), folder.resolve(ManifestFile.NAME));
    }

    private static ModelManifest manifest(String sha256) {
        return manifest(sha256, FeatureSchema.technicalV1());
    }

    private static ModelManifest manifest(String sha256, FeatureSchema schema) {
        return new ModelManifest(
                "technical",
                "7",
                schema.name(),
                schema.hash(),
                schema.lookback(),
                schema.width(),
                ModelManifest.OUTPUTS,
                new ModelManifest.Normalisation(
                        true, Collections.nCopies(schema.width(), 0.5), Collections.nCopies(schema.width(), 2.0)),
                new ModelManifest.Calibration(true, "temperature", 1.25),
                new ModelManifest.Training(
                        "none", List.of("EURUSD"), "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z", 10, 7, "none"),
                Map.of("accuracy", 0.4),
                sha256,
                14,
                "test");
    }

    private static float[] randomWindow(Random random) {
        float[] window = new float[LOOKBACK * WIDTH];
        for (int i = 0; i < window.length; i++) {
            window[i] = (float) (20 * random.nextGaussian());
        }
        return window;
    }
}
