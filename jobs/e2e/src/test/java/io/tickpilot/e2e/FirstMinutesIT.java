package io.tickpilot.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.mql4.SimulatedMt4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command as a new user runs it: the launcher in a process of its own. */
class FirstMinutesIT {
    private static final Path HOME = Path.of(System.getProperty("tickpilot.home"));

    @TempDir
    private Path folder;

    @Test
    void demoSendsSignalsAndClosesTradesWithoutErrors() throws Exception {
        JsonNode result =
                demo("--speed", "60", "--until", "trades_closed", "--until", "latency_micros.flink-total.p99");

        assertThat(result.path("ticks").asLong()).isPositive();
        assertThat(result.path("decisions").asLong()).isPositive();
        assertThat(result.path("signals").asLong()).isPositive();
        assertThat(result.path("trades_opened").asLong()).isPositive();
        assertThat(result.path("trades_closed").asLong()).isPositive();
        assertThat(result.path("errors").asLong()).isZero();
        assertThat(result.path("pnl").isNumber()).isTrue();
        assertThat(result.path("rejected").isObject()).isTrue();
        assertThat(result.path("latency_micros").path("flink-total").path("p99").asDouble())
                .isPositive();
        assertThat(result.path("urls").path("flink").asText()).startsWith("http://127.0.0.1:");
    }

    @Test
    void losingTradesMoveWeightsOpenBreakersAndKeepSignalsBack() throws Exception {
        JsonNode result = demo(
                "--config",
                "conf/demo-losing.yaml",
                "--until",
                "weights.minute.technical.spread",
                "--until",
                "breakers.half_open",
                "--until",
                "kept_back.breaker:strategy");

        assertThat(result.path("errors").asLong()).isZero();
        assertThat(result.path("trades_closed").asLong()).isPositive();
        assertThat(result.path("pnl").asDouble()).isNegative();
        JsonNode weight = result.path("weights").path("minute").path("technical");
        assertThat(weight.path("first").asDouble()).isPositive();
        assertThat(weight.path("highest").asDouble())
                .as("shares of symbols, moved by their trades: %s", weight)
                .isGreaterThan(weight.path("lowest").asDouble());
        assertThat(result.path("breakers").path("opened").asLong()).isPositive();
        assertThat(result.path("breakers").path("half_open").asLong()).isPositive();
        assertThat(result.path("kept_back").path("breaker:strategy").asLong()).isPositive();
    }

    @Test
    void demoTradesWithTheExpertAdvisorsOwnSource() throws Exception {
        assumeTrue(SimulatedMt4.lacks().isEmpty(), SimulatedMt4::lacks);

        JsonNode result = demo("--terminal", "ea", "--speed", "60", "--until", "trades_closed");

        assertThat(result.path("terminal").asText()).isEqualTo("ea");
        assertThat(result.path("signals").asLong()).isPositive();
        assertThat(result.path("trades_opened").asLong()).isPositive();
        assertThat(result.path("trades_closed").asLong()).isPositive();
        assertThat(result.path("pnl").asDouble()).isNotZero();
        assertThat(result.path("errors").asLong()).isZero();
    }

    @Test
    void replayAnswersWithTheDocumentedObject() throws Exception {
        StringBuilder csv = new StringBuilder("time,bid,ask\n");
        for (int i = 0; i < 600; i++) {
            csv.append(String.format(
                    java.util.Locale.ROOT,
                    "2024-03-04T08:%02d:%02d.000Z,%.5f,%.5f%n",
                    i / 60,
                    i % 60,
                    1.085 + 1e-5 * (i % 7),
                    1.0851 + 1e-5 * (i % 7)));
        }
        csv.append("2024-03-04T09:00:00.000Z,not a price,1.0851\n");
        Path file = Files.writeString(folder.resolve("ticks.csv"), csv);

        JsonNode result = run("replay", "--data", file.toString(), "--symbol", "EURUSD", "--json");

        assertThat(result.path("ticks").asLong()).isEqualTo(600);
        assertThat(result.path("rejected").path("MALFORMED").asLong()).isEqualTo(1);
        assertThat(result.path("bars").path("M1").asLong()).isEqualTo(10);
        assertThat(result.path("decision_hash").asText()).matches("[0-9a-f]{64}");
        assertThat(result.fieldNames())
                .toIterable()
                .containsExactly(
                        "ticks",
                        "rejected",
                        "bars",
                        "decisions",
                        "signals",
                        "regime_changes",
                        "decision_hash",
                        "wall_seconds",
                        "ticks_per_second");
    }

    /** As long as it takes on a slow machine. */
    private JsonNode demo(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("demo", "--headless", "--json", "--for", "6m"));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    /** @return the object that is all of stdout */
    private JsonNode run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("tickpilot").toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("TICKPILOT_NO_BUILD", "1");
        Process process = builder.start();
        boolean ended = process.waitFor(6, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as("ended in time: %s", Files.readString(err)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        assertThat(Files.readAllLines(out)).hasSize(1);
        return new ObjectMapper().readTree(Files.readString(out));
    }
}
