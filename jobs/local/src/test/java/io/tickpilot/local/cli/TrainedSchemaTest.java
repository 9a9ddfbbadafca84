package io.tickpilot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.regime.RegimeModel;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.local.Main;
import io.tickpilot.onnx.OnnxAgentModel;
import io.tickpilot.onnx.OnnxModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own features, all the way: schema, training, model folder, decisions in a replay. */
class TrainedSchemaTest {
    private static final long START = 1_772_431_200_000_000L;
    private static final long HOUR = 3_600_000_000L;

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void aModelOfAnySchemaIsTrainedAndScoredWithTheFolderAlone() throws IOException {
        FeatureSchema schema = writeSchema();
        Path model = folder.resolve("model");

        assertThat(run("train", "technical", "--simulated", "--days", "3", "--epochs", "1", "--hidden", "8")
                        .with("--schema", folder.resolve("mine.yaml"))
                        .with("--out", model)
                        .with("--report", folder.resolve("report"))
                        .with("--datasets", folder.resolve("datasets"))
                        .exitCode())
                .as(err::toString)
                .isZero();

        try (OnnxAgentModel opened = OnnxModels.open(model)) {
            assertThat(opened.schema()).isEqualTo(schema);
            assertThat(opened.manifest().schemaName()).isEqualTo("mine");
        }
        Path decisions = folder.resolve("decisions.jsonl");
        assertThat(replay(model).with("--export-decisions", decisions).exitCode())
                .as(err::toString)
                .isZero();
        List<String> votes = Files.readAllLines(decisions).stream()
                .filter(line -> line.contains("\"version\":\"4-") && line.contains("\"abstention\":\"\""))
                .toList();
        assertThat(votes).hasSizeGreaterThan(60);

        err.getBuffer().setLength(0);
        assertThat(replay(model).with("--set", "regime.model=none").exitCode()).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("mine", "regime", "configured is none");
    }

    /** Rows of five minutes, bars of two kinds, and a regime, which pins the shipped model. */
    private FeatureSchema writeSchema() throws IOException {
        Path shipped = Path.of(System.getProperty("tickpilot.home"), "models/regime/regime.yaml");
        String hash = RegimeModel.parse(Files.readString(shipped)).hash();
        String yaml = """
                name: mine
                version: 4
                rows: m5
                lookback: 6
                features:
                  - {of: rsi, period: 9, scale: unit}
                  - {name: minute, of: close-change, bars: m1, scale: atr, min: -5, max: 5}
                  - {of: regime-quiet, model: "%s"}
                """.formatted(hash.substring(0, 8));
        Files.writeString(folder.resolve("mine.yaml"), yaml);
        return FeatureSchema.parse(yaml);
    }

    private Call replay(Path model) throws IOException {
        Path ticks = folder.resolve("ticks.csv");
        if (!Files.exists(ticks)) {
            StringBuilder rows = new StringBuilder("time,bid,ask\n");
            Iterator<Tick> market = new SimulatedMarket(SimulatedMarketSpec.of(List.of("EURUSD"), START, 3))
                    .ticksUntil(START + 7 * HOUR);
            market.forEachRemaining(tick -> rows.append(tick.eventTimeMicros())
                    .append(',')
                    .append(tick.bid())
                    .append(',')
                    .append(tick.ask())
                    .append('\n'));
            Files.writeString(ticks, rows);
        }
        return run("replay", "--data", ticks.toString(), "--symbol", "EURUSD", "--json")
                .with("--set", "agents.technical.model=" + model);
    }

    private Call run(String... args) {
        return new Call(List.of(args));
    }

    private final class Call {
        private final List<String> args;

        Call(List<String> args) {
            this.args = new ArrayList<>(args);
        }

        Call with(String option, Object value) {
            args.add(option);
            args.add(value.toString());
            return this;
        }

        int exitCode() {
            return Main.commandLine().setErr(new PrintWriter(err, true)).execute(args.toArray(String[]::new));
        }
    }
}
