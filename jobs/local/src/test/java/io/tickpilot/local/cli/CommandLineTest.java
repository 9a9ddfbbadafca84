package io.tickpilot.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.local.Main;
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
import picocli.CommandLine;

/** What a new user gets wrong: one clear line and the documented exit code each. */
class CommandLineTest {
    private static final String TICKS = """
            time,bid,ask
            2024-03-04T08:00:00.000Z,1.08501,1.08509
            2024-03-04T08:00:01.000Z,1.08503,1.08511
            """;

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void refusesAPathThatDoesNotExist() {
        assertThat(run("replay", "--data", folder.resolve("nothing").toString(), "--symbol", "EURUSD"))
                .isEqualTo(2);
        assertThat(onlyLine()).contains("nothing");
    }

    @Test
    void refusesAnEmptyFolder() {
        assertThat(run("replay", "--data", folder.toString(), "--symbol", "EURUSD"))
                .isEqualTo(2);
        assertThat(onlyLine()).contains(folder.toString());
    }

    @Test
    void refusesATruncatedBi5File() throws IOException {
        Path hour = folder.resolve("EURUSD/2019/01/04/07h_ticks.bi5");
        Files.createDirectories(hour.getParent());
        Files.write(hour, new byte[] {0x5d, 0, 0, 0x40, 0, 1, 2, 3});

        assertThat(run("replay", "--data", folder.toString(), "--symbol", "EURUSD"))
                .isNotZero();
        assertThat(onlyLine()).contains("07h_ticks.bi5");
    }

    @Test
    void refusesTextWhereANumberBelongs() {
        assertThat(run("doctor", "--set", "gate.confidence=high")).isNotZero();
        assertThat(run("replay", "--data", ticks(), "--symbol", "EURUSD", "--set", "gate.confidence=high"))
                .isEqualTo(2);
        assertThat(onlyLine()).isEqualTo("tickpilot: gate.confidence: must be a number: high");
    }

    @Test
    void refusesAnUnknownKeyAndNamesTheNearest() {
        assertThat(run("replay", "--data", ticks(), "--symbol", "EURUSD", "--set", "gate.confidense=0.5"))
                .isEqualTo(2);
        assertThat(onlyLine()).isEqualTo("tickpilot: gate.confidense: unknown key: did you mean gate.confidence?");
    }

    @Test
    void refusesAMissingModel() {
        assertThat(run("replay", "--data", ticks(), "--symbol", "EURUSD", "--set", "agents.technical.model=nowhere"))
                .isEqualTo(2);
        assertThat(onlyLine()).contains("nowhere").contains("train technical");
    }

    @Test
    void refusesAModelWhoseHashIsWrong() throws IOException {
        Path shipped = Path.of(System.getProperty("tickpilot.home"), "models/technical");
        Path copy = Files.createDirectory(folder.resolve("model"));
        try (Stream<Path> files = Files.list(shipped)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        byte[] graph = Files.readAllBytes(copy.resolve("model.onnx"));
        graph[graph.length / 2] ^= 1;
        Files.write(copy.resolve("model.onnx"), graph);

        assertThat(run("replay", "--data", ticks(), "--symbol", "EURUSD", "--set", "agents.technical.model=" + copy))
                .isEqualTo(2);
        assertThat(onlyLine()).contains("model.onnx").containsIgnoringCase("SHA-256");
    }

    @Test
    void refusesARegimeModelThatWasEdited() throws IOException {
        Path shipped = Path.of(System.getProperty("tickpilot.home"), "models/regime/regime.yaml");
        Path edited = folder.resolve("regime.yaml");
        Files.writeString(edited, Files.readString(shipped).replaceFirst("margin: .*", "margin: 0.9"));

        assertThat(run("replay", "--data", ticks(), "--symbol", "EURUSD", "--set", "regime.model=" + folder))
                .isEqualTo(2);
        assertThat(onlyLine()).contains("regime.model: " + edited + ": hash: must be that of the content");
        assertThat(run("doctor", "--set", "regime.model=" + edited)).isEqualTo(3);
    }

    @Test
    void refusesASchemaThatIsNoneBeforeItTrains() {
        assertThat(run("train", "technical", "--simulated", "--schema", "tecnical"))
                .isEqualTo(2);
        assertThat(onlyLine()).contains("--schema: ", "tecnical", "technical");
        assertThat(run("train", "technical", "--simulated", "--days", "0")).isEqualTo(2);
        assertThat(onlyLine()).isEqualTo("tickpilot: --days: must be in [1, 3650]: 0");
    }

    @Test
    void refusesAFolderItCannotWriteTo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertThat(run("replay", "--data", ticks(), "--symbol", "EURUSD", "--export-bars", file + "/bars"))
                .isNotZero();
        assertThat(onlyLine()).contains(file.toString());
    }

    @Test
    void refusesAConfigurationThatIsNotThere() {
        assertThat(run("replay", "--config", "no.yaml", "--data", ticks(), "--symbol", "EURUSD"))
                .isEqualTo(2);
        assertThat(onlyLine()).contains("--config").contains("no.yaml");
    }

    @Test
    void namesTheKafkaThatDoesNotAnswer() {
        assertThat(run("bridge", "--set", "kafka.bootstrap=127.0.0.1:9")).isEqualTo(1);
        assertThat(err.toString().lines().findFirst())
                .hasValueSatisfying(
                        line -> assertThat(line).contains("kafka.bootstrap").contains("127.0.0.1:9"));
    }

    @Test
    void asksForOneSymbolForEachPath() {
        assertThat(run("replay", "--data", ticks())).isEqualTo(2);
        assertThat(onlyLine()).isEqualTo("tickpilot: --symbol: must be given once for each --data: 0 for 1");
    }

    @Test
    void trainsTheRegimeOnOneKindOfTicks() {
        String[] files = {"--data", ticks(), "--symbol", "EURUSD"};

        assertThat(run("train", "regime")).isEqualTo(2);
        assertThat(onlyLine())
                .contains("--simulated: give it, or --data with --symbol")
                .endsWith(": nothing given");
        assertThat(run("train", "regime", "--simulated", files[0], files[1], files[2], files[3]))
                .isEqualTo(2);
        assertThat(onlyLine()).endsWith(": both given");
        assertThat(run("train", "regime", "--simulated", "--max-states", "1")).isEqualTo(2);
        assertThat(onlyLine()).isEqualTo("tickpilot: --max-states: must be in [2, 12]: 1");
        assertThat(run("train", "regime", "--simulated", "--timeframe", "m7")).isEqualTo(2);
        assertThat(onlyLine()).isEqualTo("tickpilot: --timeframe: must be one of s1, m1, m5, m15, h1: m7");
    }

    @Test
    void trainsTheRegimeOnASimulatedMarket() {
        Path out = folder.resolve("regime");

        assertThat(run(("train regime --simulated --days 1 --max-states 3 --json --out " + out).split(" ")))
                .isZero();

        assertThat(out.resolve("regime.yaml")).exists();
        assertThat(out.resolve("README.md")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fly", "replay --unknown", "demo --speed", "cluster", "train", "train nothing"})
    void pointsToHelpForAWrongCall(String call) {
        assertThat(run(call.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2).last().asString().contains("--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "replay", "train", "bridge", "cluster", "submit", "doctor", "check"})
    void everyVerbExplainsItselfWithAnExample(String verb) {
        StringWriter out = new StringWriter();
        CommandLine commandLine = Main.commandLine().setOut(new PrintWriter(out));

        assertThat(commandLine.execute(verb, "--help")).isZero();
        assertThat(out.toString()).contains("Example: ./tickpilot " + verb);
    }

    private String ticks() {
        try {
            return Files.writeString(folder.resolve("ticks.csv"), TICKS).toString();
        } catch (IOException e) {
            throw new IllegalStateException("ticks cannot be written", e);
        }
    }

    private int run(String... args) {
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(System.out, true, UTF_8))
                .execute(args);
    }

    private String onlyLine() {
        List<String> lines = err.toString().lines().toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
