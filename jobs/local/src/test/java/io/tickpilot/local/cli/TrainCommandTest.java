package io.tickpilot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.local.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs that train on ticks: what they refuse, each in one line, and a search that goes on. */
class TrainCommandTest {
    private static final String TICKS = """
            time,bid,ask
            2024-03-04T08:00:00.000Z,1.08501,1.08509
            2024-03-04T08:00:01.000Z,1.08503,1.08511
            """;

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"technical", "all"})
    void wantsOneKindOfTicks(String verb) throws IOException {
        assertThat(run("train", verb)).isEqualTo(2);
        assertThat(onlyLine())
                .isEqualTo("tickpilot: --simulated: give it, or --data with --symbol, and not both: nothing given");
        assertThat(run("train", verb, "--simulated", "--data", ticks(), "--symbol", "EURUSD"))
                .isEqualTo(2);
        assertThat(onlyLine()).endsWith("both given");
    }

    @ParameterizedTest
    @CsvSource({
        "--folds 0, '--folds: must be in [1, 50]: 0'",
        "--every 0, '--every: must be in [1, 1440]: 0'",
        "--search -1, '--search: must be in [0, 10000]: -1'",
        "--hidden 0, 'fit settings out of range: '"
    })
    void refusesNumbersOutOfRange(String option, String message) {
        List<String> call = new ArrayList<>(List.of("train", "technical", "--simulated"));
        call.addAll(List.of(option.split(" ")));

        assertThat(run(call.toArray(String[]::new))).isEqualTo(2);

        assertThat(onlyLine()).contains(message);
    }

    @Test
    void refusesTooLittleDataAndLeavesNoModel() throws IOException {
        Path model = folder.resolve("model");

        assertThat(run(
                        "train",
                        "technical",
                        "--data",
                        ticks(),
                        "--symbol",
                        "EURUSD",
                        "--out",
                        model.toString(),
                        "--report",
                        folder.resolve("report").toString(),
                        "--datasets",
                        folder.resolve("datasets").toString()))
                .isEqualTo(1);

        assertThat(lastLine()).startsWith("tickpilot: too few windows to train on");
        assertThat(model).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrder("ticks.csv", "report", "datasets");
        }
    }

    @Test
    void refusesAnAgentThatIsNotThere() {
        assertThat(run("train", "all", "--simulated", "--agents", "crystal_ball"))
                .isEqualTo(2);
        assertThat(onlyLine()).startsWith("tickpilot: --agents: must be of ").endsWith(": crystal_ball");
    }

    @Test
    void aSearchRunsAsABatchJobAndRemembersItsTrials() throws IOException {
        assertThat(search()).as(err::toString).isZero();
        List<String> first = trials();
        assertThat(search()).as(err::toString).isZero();

        assertThat(first).hasSize(4);
        assertThat(trials()).isEqualTo(first);
        assertThat(folder.resolve("model/model.onnx")).exists();
    }

    private int search() {
        return run(("train technical --simulated --symbol EURUSD --days 5 --folds 1 --epochs 1 --hidden 8 --search 3"
                        + " --out " + folder.resolve("model") + " --report " + folder.resolve("report") + " --datasets "
                        + folder.resolve("datasets"))
                .split(" "));
    }

    private List<String> trials() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("datasets"))) {
            Path journal = files.filter(file -> file.toString().endsWith(".trials"))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(journal);
        }
    }

    private String ticks() throws IOException {
        return Files.writeString(folder.resolve("ticks.csv"), TICKS).toString();
    }

    private int run(String... args) {
        err.getBuffer().setLength(0);
        return Main.commandLine().setErr(new PrintWriter(err, true)).execute(args);
    }

    private String onlyLine() {
        assertThat(err.toString().lines()).hasSize(1);
        return lastLine();
    }

    private String lastLine() {
        List<String> lines = err.toString().lines().toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
