package io.tickpilot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.local.Main;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.OnnxAgentModel;
import io.tickpilot.onnx.OnnxModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsCommandTest {
    private static final String SCHEMA = """
            name: momentum
            lookback: 2
            features:
              - {of: close-change, scale: atr, min: -5, max: 5}
              - {of: rsi, period: 9, scale: unit}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"scikit-learn", "LightGBM"})
    void importsAClassifierAndItIsAnAgent(String exporter) throws IOException {
        byte[] graph = exporter.equals("LightGBM") ? ClassifierGraphs.lightGbm(4) : ClassifierGraphs.scikitLearn(4);

        assertThat(importing(graph, "--description", "a test").run())
                .as(err::toString)
                .isZero();

        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.get("windows").asInt()).isEqualTo(500);
        assertThat(result.get("output_name").asText()).isEqualTo("probabilities");
        assertThat(result.get("mean").get(0).asDouble()).isBetween(0.2, 0.6);
        assertThat(result.get("highest").get(2).asDouble()).isCloseTo(0.7, within(1e-6));
        try (OnnxAgentModel model = OnnxModels.open(folder.resolve("forest"))) {
            ModelManifest manifest = model.manifest();
            assertThat(manifest.agent()).isEqualTo("forest");
            assertThat(manifest.kind()).isEqualTo(AgentKind.DIRECTION);
            assertThat(manifest.training().data()).isEqualTo("a test");
            assertThat(manifest.opset()).isEqualTo(15);
        }
    }

    @Test
    void importsAStackOfOtherAgents() throws IOException {
        Path onnx = Files.write(folder.resolve("stack.onnx"), ClassifierGraphs.scikitLearn(6));

        assertThat(run("models", "import", "--onnx", onnx, "--agent", "stack", "--reads", "technical,random_forest")
                        .with("--out", folder.resolve("stack"))
                        .run())
                .as(err::toString)
                .isZero();

        try (OnnxAgentModel model = OnnxModels.open(folder.resolve("stack"))) {
            assertThat(model.reads()).containsExactly("technical", "random_forest");
        }
        assertThat(out.toString()).contains("reads        technical, random_forest", "zeros and 500 windows");
    }

    @Test
    void refusesMapsOfProbabilitiesAndSaysHowToExport() throws IOException {
        assertThat(importing(ClassifierGraphs.withZipMap(4), "--output-name", "probabilities")
                        .run())
                .isEqualTo(2);

        assertThat(onlyLine()).contains("graph.onnx: graph's output must be floats of shape [1, 3]", "zipmap=False");
        assertThat(folder.resolve("forest")).doesNotExist();
        err.getBuffer().setLength(0);
        assertThat(importing(ClassifierGraphs.withZipMap(4)).run()).isEqualTo(2);
        assertThat(onlyLine()).contains("none does by its shape, export without maps (zipmap=False)");
    }

    @Test
    void refusesAGraphOfAnotherWidthAndLeavesNothing() throws IOException {
        assertThat(importing(ClassifierGraphs.scikitLearn(5)).run()).isEqualTo(2);

        assertThat(onlyLine()).contains("graph's input must be floats of shape [1, 2, 2] or [1, 4]: FLOAT [-1, 5]");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("graph.onnx", "my.yaml");
        }
    }

    @Test
    void refusesANumberThatBreaksTheKindsRules() throws IOException {
        assertThat(importing(ClassifierGraphs.scikitLearn(4), "--kind", "risk").run())
                .isZero();
        err.getBuffer().setLength(0);

        assertThat(importing(ClassifierGraphs.scikitLearn(4), "--kind", "forecast")
                        .run())
                .isEqualTo(2);
        assertThat(onlyLine()).contains("which output holds the 8 numbers must be named; none does by its shape");
        assertThat(importing(ClassifierGraphs.scikitLearn(4), "--outputs", "buy,hold,sell")
                        .run())
                .isEqualTo(2);
        assertThat(err.toString()).contains("--outputs: must be sell,hold,buy for kind DIRECTION");
    }

    @Test
    void refusesWhatIsNoGraph() throws IOException {
        assertThat(importing(new byte[] {1, 2, 3}).run()).isEqualTo(2);
        assertThat(onlyLine()).contains("graph.onnx: not a model ONNX Runtime can run");

        err.getBuffer().setLength(0);
        assertThat(run("models", "import", "--onnx", folder.resolve("none.onnx"), "--agent", "x", "--reads", "a,b")
                        .run())
                .isEqualTo(2);
        assertThat(onlyLine()).contains("none.onnx: no such file");
    }

    @Test
    void wantsASchemaOrAgentsToRead() throws IOException {
        Path onnx = Files.write(folder.resolve("graph.onnx"), ClassifierGraphs.scikitLearn(4));

        assertThat(run("models", "import", "--onnx", onnx, "--agent", "x").run())
                .isEqualTo(2);

        assertThat(onlyLine()).contains("--schema: must be given, or --reads instead of it");
    }

    @Test
    void listsShowsAndVerifiesWhatIsShipped() {
        assertThat(run("models", "list").run()).isZero();
        assertThat(out.toString()).contains("technical", "direction", "technical 60 x 12", "simulated market, seed 7");

        assertThat(run("models", "show", "technical").run()).isZero();
        assertThat(out.toString()).contains("graph takes", "[?, 60, 12]", "calibration", "priorLogLoss");

        assertThat(run("models", "verify", "technical").run()).isZero();
        assertThat(out.toString()).contains("ok      models/technical");
    }

    @Test
    void namesWhatDoesNotHold() throws IOException {
        importing(ClassifierGraphs.scikitLearn(4)).run();
        Path model = folder.resolve("forest");
        Files.write(model.resolve(OnnxModels.GRAPH_NAME), ClassifierGraphs.lightGbm(4));
        out.getBuffer().setLength(0);

        assertThat(run("models", "verify", model, "--json").run()).isEqualTo(3);
        assertThat(out.toString()).contains("\"holds\":false", "SHA-256 is not the manifest's");

        Files.writeString(model.resolve("manifest.json"), "{");
        assertThat(run("models", "list", "--in", folder).run()).isZero();
        assertThat(out.toString()).contains("FAULTY").contains("not valid JSON");
    }

    @Test
    void measuresAModelBesideOnnxRuntimeAlone() throws IOException {
        importing(ClassifierGraphs.scikitLearn(4)).run();
        out.getBuffer().setLength(0);

        assertThat(run("models", "bench", folder.resolve("forest"), "--seconds", "0.2", "--json")
                        .run())
                .as(err::toString)
                .isZero();

        JsonNode result =
                new ObjectMapper().readTree(out.toString()).get("models").get(0);
        assertThat(result.get("scores").asLong()).isPositive();
        assertThat(result.get("p50Micros").asDouble()).isPositive();
        assertThat(result.get("p99Micros").asDouble())
                .isGreaterThanOrEqualTo(result.get("p50Micros").asDouble());
        assertThat(result.get("batches")).hasSize(7);
        assertThat(result.get("batches").get(0).get("equalBits").asBoolean()).isTrue();
    }

    @Test
    void saysWhatEachFeatureContributed() throws IOException {
        importing(ClassifierGraphs.scikitLearn(4)).run();
        out.getBuffer().setLength(0);
        Path window = Files.writeString(folder.resolve("window.csv"), "0.5,0\n0,1\n");

        assertThat(run("models", "attribute", folder.resolve("forest"), "--window", window, "--json")
                        .run())
                .as(err::toString)
                .isZero();

        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.get("output").asText()).isEqualTo("buy");
        assertThat(result.get("shares").get("close-change").asDouble()).isCloseTo(0.6, within(1e-6));
        assertThat(result.get("shares").get("rsi").asDouble()).isZero();

        Files.writeString(window, "0.5,0\n0,x\n");
        assertThat(run("models", "attribute", folder.resolve("forest"), "--window", window)
                        .run())
                .isEqualTo(2);
        assertThat(onlyLine()).endsWith("window.csv: line 2: must be a number: x");
    }

    @Test
    void saysThatAModelIsNotThere() {
        assertThat(run("models", "show", "oracle").run()).isEqualTo(2);
        assertThat(onlyLine()).isEqualTo("tickpilot: oracle: no such model folder; see `./tickpilot models list`");
    }

    private Call importing(byte[] graph, String... more) throws IOException {
        Path onnx = Files.write(folder.resolve("graph.onnx"), graph);
        Path schema = Files.writeString(folder.resolve("my.yaml"), SCHEMA);
        return run("models", "import", "--json", "--agent", "forest")
                .with("--onnx", onnx)
                .with("--schema", schema)
                .with("--out", folder.resolve("forest"))
                .with((Object[]) more);
    }

    private Call run(Object... args) {
        return new Call(Stream.of(args).map(Object::toString).toList());
    }

    private final class Call {
        private final List<String> args;

        Call(List<String> args) {
            this.args = args;
        }

        Call with(Object... more) {
            return new Call(Stream.concat(args.stream(), Stream.of(more).map(Object::toString))
                    .toList());
        }

        int run() {
            return Main.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(args.toArray(String[]::new));
        }
    }

    private String onlyLine() {
        List<String> lines = err.toString().lines().toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
