package io.tickpilot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.core.causality.Leak;
import io.tickpilot.core.causality.LookaheadReport;
import io.tickpilot.core.causality.Perturbation;
import io.tickpilot.core.causality.WarmUpReport;
import io.tickpilot.core.causality.WarmUpReport.Verdict;
import io.tickpilot.core.feature.Memory;
import io.tickpilot.local.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckLookaheadCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theShippedSchemaHoldsOnTheSimulatedMarket() throws IOException {
        assertThat(run("check lookahead --simulated --days 1 --cuts 2 --json")).isZero();

        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.get("holds").asBoolean()).isTrue();
        assertThat(result.get("leaks")).isEmpty();
        assertThat(result.get("features")).hasSize(13);
        for (JsonNode feature : result.get("features")) {
            assertThat(feature.get("lookahead").asText()).isEqualTo("ok");
        }
        assertThat(result.get("features").get(0).get("warm_up").asText()).isEqualTo("ok");
    }

    @Test
    void printsALineForEachFeatureOfAFile() throws IOException {
        Path schema = Files.writeString(
                folder.resolve("mine.yaml"), "{name: mine, features: [{of: rsi, scale: unit}, {of: atr-rank}]}");

        assertThat(run("check lookahead --simulated --days 1 --cuts 1 --schema " + schema))
                .isZero();

        assertThat(out.toString().lines()).hasSize(4);
        assertThat(out.toString().lines().toList().get(1)).startsWith("rsi ").contains(" ok ", " fading ", " 300 ");
        assertThat(out.toString().lines().toList().get(2)).contains(" 30 days ").endsWith("too short");
        assertThat(out.toString().lines().toList().get(3)).startsWith("Holds: schema mine, EURUSD, ");
    }

    @Test
    void checksRecordedTicks() throws IOException {
        StringBuilder ticks = new StringBuilder("time,bid,ask\n");
        for (int i = 0; i < 6_000; i++) {
            String bid = "1.08" + (500 + i * 7 % 11);
            ticks.append(Instant.ofEpochSecond(1_709_539_200L + 3L * i) + "," + bid + ",1.08520\n");
        }
        Path file = Files.writeString(folder.resolve("ticks.csv"), ticks);

        assertThat(run("check lookahead --cuts 1 --data " + file + " --symbol EURUSD"))
                .isZero();

        assertThat(out.toString()).contains("Holds: schema technical, EURUSD, 6,000 ticks");
    }

    @Test
    void tellsWhatLeaksAndWhatRemembersTooLong() {
        Leak leak = new Leak("a", 1_736_121_600_000_000L, 1, 2, Perturbation.TIMES, 1_736_121_600_000_000L);
        LookaheadResult result = new LookaheadResult(
                "made-up",
                "EURUSD",
                10,
                1,
                1,
                new LookaheadReport(
                        List.of(new LookaheadReport.Feature("a", 5), new LookaheadReport.Feature("b", 0)),
                        List.of(leak)),
                new WarmUpReport(List.of(
                        new WarmUpReport.Feature("a", Memory.WINDOW, 3, 5, 0.5, 40, Verdict.FAILS),
                        new WarmUpReport.Feature("b", Memory.DAY, 2, 0, 0, 0, Verdict.TOO_SHORT))));

        assertThat(result.holds()).isFalse();
        assertThat(result.toText().lines())
                .anyMatch(line -> line.startsWith("a") && line.contains("LEAKS") && line.contains("FAILS"))
                .anyMatch(line -> line.startsWith("b") && line.contains("no value") && line.contains("too short"))
                .contains("leak: " + leak.describe())
                .last()
                .asString()
                .startsWith("Does not hold: ");
    }

    @Test
    void refusesWhatItCannotCheckInOneLine() throws IOException {
        Path file = Files.writeString(
                folder.resolve("few.csv"), "time,bid,ask\n2024-03-04T08:00:00.000Z,1.08501,1.08509\n");

        assertThat(run("check lookahead")).isEqualTo(2);
        assertThat(err.toString()).contains("--data: is required, or --simulated: nothing given");
        assertThat(run("check lookahead --simulated --symbol EURUSD --data " + file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--simulated: must not be given with --data: both given");
        assertThat(run("check lookahead --symbol EURUSD --data " + file)).isEqualTo(2);
        assertThat(err.toString()).contains("--data: holds too few ticks to check anything: 1");
        assertThat(run("check lookahead --simulated --cuts 0")).isEqualTo(2);
        assertThat(err.toString()).contains("--cuts: must be in [1, 1000]: 0");
        assertThat(run("check lookahead --simulated --schema tecnical")).isEqualTo(2);
        assertThat(err.toString()).contains("tecnical").contains("technical");
    }

    private int run(String line) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line.split(" "));
    }
}
