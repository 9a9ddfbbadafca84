package io.tickpilot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.core.feature.FeatureCatalogue;
import io.tickpilot.core.feature.FeatureKind;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.local.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeaturesCommandTest {
    private static final int COLUMNS_OF_A_TERMINAL = 120;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsEveryKindWithinTheWidthOfATerminal() {
        assertThat(run("features", "list")).isZero();

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).allMatch(line -> line.length() <= COLUMNS_OF_A_TERMINAL);
        for (FeatureKind<?> kind : FeatureCatalogue.kinds()) {
            assertThat(lines).anyMatch(line -> line.startsWith("  " + kind.name() + " "));
        }
    }

    @Test
    void listsOneChapterForScripts() throws IOException {
        assertThat(run("features", "list", "--group", "trend", "--json")).isZero();

        JsonNode features = new ObjectMapper().readTree(out.toString()).get("features");
        assertThat(features.findValuesAsText("group")).isNotEmpty().containsOnly("trend");
        assertThat(features.findValuesAsText("name")).contains("rsi", "macd");
    }

    @Test
    void describesAFeature() {
        assertThat(run("features", "describe", "rsi")).isZero();

        assertThat(out.toString())
                .contains("100 * up / (up + down)")
                .contains("period: bars of Wilder's mean; default 14, allowed 2..1000")
                .contains("none (as it is), unit (over 100)")
                .contains("15 bars at the defaults")
                .contains("Wilder 1978")
                .contains("- {of: rsi, period: 14}");
    }

    @Test
    void describesASchemaWithItsStateInMemory() throws IOException {
        assertThat(run("features", "describe", "technical", "--json")).isZero();

        JsonNode schema = new ObjectMapper().readTree(out.toString());
        assertThat(schema.get("hash").asText())
                .isEqualTo(FeatureSchema.technicalV1().hash());
        assertThat(schema.get("warm_up_bars").asInt()).isEqualTo(93);
        assertThat(schema.get("warm").asBoolean()).isTrue();
        assertThat(schema.get("pieces_read")).hasSize(7);
        assertThat(schema.get("bytes_per_symbol").asInt()).isBetween(1_000, 50_000);
        assertThat(schema.get("symbol_state_bytes").asInt())
                .isGreaterThan(schema.get("bytes_per_symbol").asInt());
    }

    @Test
    void describesTheSchemaOfAFileAndOfAModelsFolder() throws IOException {
        Path file = schemaFile("{name: mine, features: [{of: rsi, scale: unit}, {of: rsi, name: fast, period: 5}]}");

        assertThat(run("features", "describe", file.toString())).isZero();
        assertThat(out.toString())
                .contains("mine 1")
                .contains("2 features read 2 pieces of state")
                .contains("rsi/1(period=5)@m1 none [0.0, 100.0]");

        String model = Path.of(System.getProperty("tickpilot.home"), "models/technical")
                .toString();
        assertThat(run("features", "describe", model)).isZero();
        assertThat(out.toString()).contains(FeatureSchema.technicalV1().hash());
    }

    @Test
    void namesTheNearestFeaturesOfAMisspeltOne() {
        assertThat(run("features", "describe", "bollinger")).isEqualTo(2);
        assertThat(onlyLine()).contains("bollinger-b, bollinger-width");
        assertThat(run("features", "describe", "teknical")).isEqualTo(2);
        assertThat(onlyLine()).contains("did you mean technical?");
    }

    @Test
    void namesTheFileAndTheFaultsOfASchema() throws IOException {
        Path file = schemaFile("{name: mine, features: [{of: rsii}, {of: rsi, period: 1}]}");

        assertThat(run("features", "describe", file.toString())).isEqualTo(2);

        assertThat(err.toString().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("tickpilot: " + file + ": features"));
    }

    @Test
    void exportsRowsOfASchemaAndEndsWithASummary() throws IOException {
        Path rows = folder.resolve("rows.csv");

        assertThat(run(
                        "features",
                        "export",
                        "--data",
                        ticks(),
                        "--symbol",
                        "EURUSD",
                        "--at",
                        "ticks",
                        "--out",
                        rows.toString(),
                        "--json"))
                .isZero();

        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.get("rows").asInt()).isEqualTo(2);
        assertThat(result.get("columns").asInt()).isEqualTo(14);
        assertThat(result.get("schema").asText()).isEqualTo("technical");
        assertThat(result.get("bytes_per_symbol").has("EURUSD")).isTrue();
        assertThat(Files.readAllLines(rows)).hasSize(3).first().asString().startsWith("symbol,time_micros,open,high");
    }

    @Test
    void tellsThatBarsOfVolumeNeedSizes() throws IOException {
        String bars = folder.resolve("bars.csv").toString();

        assertThat(run(
                        "features",
                        "export",
                        "--data",
                        ticks(),
                        "--symbol",
                        "EURUSD",
                        "--bars",
                        "volume-1",
                        "--out",
                        bars))
                .isZero();

        assertThat(onlyLine()).isEqualTo("tickpilot: volume-1 bars need sizes, and none of the 2 ticks has one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--out rows.txt;--out: must end in .csv, .csv.gz or .parquet: rows.txt",
                "--out rows.csv --schema technicl;did you mean technical?",
                "--out rows.csv --schema no.yaml;no such file or folder: no.yaml",
                "--out rows.csv --bars minutes;--bars: bars must be one of s1, m1",
                "--out rows.csv --bars m1 --at ticks;--bars: must not be given with --schema or --at",
                "--out rows.csv --symbol XAUUSD;--symbol: must be given once for each --data: 2 for 1",
                "--out rows.csv --from 2025-01-02 --to 2025-01-01;--to: must be after"
            })
    void refusesWhatCannotBeExported(String wrong) throws IOException {
        String[] parts = wrong.split(";");
        List<String> call = new ArrayList<>(List.of("features", "export", "--data", ticks(), "--symbol", "EURUSD"));
        call.addAll(List.of(parts[0].split(" ")));

        assertThat(run(call.toArray(String[]::new))).isEqualTo(2);

        assertThat(onlyLine()).contains(parts[1]);
        assertThat(Path.of("rows.csv")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"features", "features lst", "features describe", "features list --group none", "features export"
            })
    void pointsToHelpForAWrongCall(String call) {
        assertThat(run(call.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2).last().asString().contains("--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"features", "features list", "features describe", "features export"})
    void explainsItselfWithAnExample(String verb) {
        assertThat(run((verb + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Example: ./tickpilot features");
    }

    private Path schemaFile(String yaml) throws IOException {
        return Files.writeString(folder.resolve("mine.yaml"), yaml);
    }

    private String ticks() throws IOException {
        return Files.writeString(folder.resolve("ticks.csv"), """
                        time,bid,ask
                        2024-03-04T08:00:00.000Z,1.08501,1.08509
                        2024-03-04T08:00:01.000Z,1.08503,1.08511
                        """).toString();
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private String onlyLine() {
        List<String> lines = err.toString().lines().toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
