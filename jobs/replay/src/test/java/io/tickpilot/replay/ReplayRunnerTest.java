package io.tickpilot.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.regime.RegimeModels;
import io.tickpilot.flink.AgentModels;
import io.tickpilot.records.RecordException;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RecordOptions;
import io.tickpilot.records.RejectListener;
import io.tickpilot.records.TickRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayRunnerTest {
    private static final String STRATEGIES = """
            strategies:
              - name: bars
                gate: {confidence: 0.5}
              - name: seconds
                trigger: every
                every: 1s
                gate: {confidence: 0.5, cooldown: 10s, flip-flop: 20s, max-positions: 1000}
            """;

    /** Symbols of which some share a task and some do not. */
    private static final String[] SYMBOLS = {"EURUSD", "GBPUSD", "USDJPY", "XAUUSD", "BTCUSD"};

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    private final EngineSettings settings = settings(STRATEGIES);
    private List<RecordInput> inputs = List.of();
    private ReplayResult plain = ReplayResult.of(List.of(), 0, 0, false);
    private Map<String, String> plainBars = Map.of();
    private String plainDecisions = "";

    @BeforeAll
    void replayPlainly() throws IOException {
        inputs = SimulatedRecording.write(folder, 4 * 60, SYMBOLS);
        plain = ReplayRunner.run(exporting("plain"), ReplayProgress.NONE);
        plainBars = contents(folder.resolve("plain/bars"));
        plainDecisions = Files.readString(folder.resolve("plain/decisions.jsonl"));
    }

    @Test
    void decidesAsTheBareLoopDoes() {
        BareLoop bare;
        try (TickRecords records = TickRecords.open(inputs, RejectListener.NONE)) {
            bare = new BareLoop(records::next, Long.MAX_VALUE, settings, Bits.MODELS);
        }

        assertThat(plain.decisionHash()).isEqualTo(bare.hash());
        assertThat(plain.ticks()).isEqualTo(bare.ticks).isGreaterThan(100_000);
        assertThat(plain.decisions()).isEqualTo(bare.decisions()).isGreaterThan(10_000);
        assertThat(plain.signals()).isEqualTo(bare.signals()).isGreaterThan(100);
        assertThat(plain.regimeChanges()).isEqualTo(bare.regimeChanges).isGreaterThan(SYMBOLS.length);
        for (Timeframe timeframe : Timeframe.values()) {
            assertThat(plain.bars().get(timeframe))
                    .isEqualTo(bare.bars.stream()
                            .filter(b -> b.timeframe() == timeframe)
                            .count());
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "3, 0", "1, 20000", "2, 20000", "3, 100"})
    void givesTheSameAtAnyParallelismWithAndWithoutARestore(int parallelism, long restoreAt) throws IOException {
        String name = "p" + parallelism + "r" + restoreAt;

        ReplayResult result = ReplayRunner.run(
                exporting(name).withParallelism(parallelism).restoringAt(restoreAt), ReplayProgress.NONE);

        assertThat(result.restored()).isEqualTo(restoreAt > 0);
        assertThat(result.decisionHash()).isEqualTo(plain.decisionHash());
        assertThat(result)
                .usingRecursiveComparison()
                .ignoringFields("wallSeconds", "restored")
                .isEqualTo(plain);
        assertThat(contents(folder.resolve(name + "/bars"))).isEqualTo(plainBars);
        assertThat(Files.readString(folder.resolve(name + "/decisions.jsonl"))).isEqualTo(plainDecisions);
    }

    @Test
    void exportsEveryBarAndDecisionOnce() {
        assertThat(plainDecisions.lines()).hasSize((int) plain.decisions()).doesNotHaveDuplicates();
        assertThat(plainBars)
                .hasSize(SYMBOLS.length * Timeframe.values().length)
                .containsKey("EURUSD_M15.csv");
        for (Timeframe timeframe : Timeframe.values()) {
            long rows = 0;
            for (String symbol : SYMBOLS) {
                String file = plainBars.getOrDefault(symbol + "_" + timeframe + ".csv", "");
                assertThat(file)
                        .startsWith("start_micros,bid_open,bid_high,bid_low,bid_close,"
                                + "ask_open,ask_high,ask_low,ask_close,ticks\n");
                rows += file.lines().count() - 1;
            }
            assertThat(rows).isEqualTo(plain.bars().get(timeframe));
        }
    }

    @Test
    void exportsTheBarsOfTheBareLoop() {
        BareLoop bare;
        try (TickRecords records = TickRecords.open(inputs.subList(0, 1), RejectListener.NONE)) {
            bare = new BareLoop(records::next, Long.MAX_VALUE, settings, Bits.MODELS);
        }
        List<String> expected = new ArrayList<>();
        for (Bar bar : bare.bars) {
            if (bar.timeframe() == Timeframe.M5) {
                expected.add(bar.startMicros() + "," + bar.bidOpen() + "," + bar.bidHigh() + "," + bar.bidLow() + ","
                        + bar.bidClose() + "," + bar.askOpen() + "," + bar.askHigh() + "," + bar.askLow() + ","
                        + bar.askClose() + "," + bar.ticks());
            }
        }

        assertThat(plainBars.getOrDefault("EURUSD_M5.csv", "").lines().skip(1)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 15000"})
    void countsAndKeepsBadLinesOnce(int parallelism, long restoreAt) throws IOException {
        Path file = folder.resolve("bad.csv");
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("EURUSD.csv")));
        lines.add(100, "yesterday,1,2,3,4");
        lines.add(lines.size() - 100, "1772431200000000,one,2,3,4");
        Files.write(file, lines);
        Path rejects = folder.resolve("rejects.tsv");

        ReplayResult result = ReplayRunner.run(
                ReplayRequest.of(List.of(RecordInput.of(file, "EURUSD", RecordOptions.DEFAULT)), settings, Bits.MODELS)
                        .withParallelism(parallelism)
                        .restoringAt(restoreAt)
                        .keepingRejectsIn(rejects),
                ReplayProgress.NONE);

        assertThat(result.rejected()).containsEntry(RejectReason.MALFORMED, 2L);
        assertThat(result.toJson()).contains("\"rejected\":{", "\"MALFORMED\":2");
        assertThat(rejects)
                .content()
                .isEqualTo(file + ":101\tnot a time: yesterday\tyesterday,1,2,3,4\n" + file + ":" + (lines.size() - 100)
                        + "\tnot a number: one\t1772431200000000,one,2,3,4\n");
    }

    @Test
    void printsTheAgreedFields() {
        assertThat(plain.toJson())
                .matches("\\{\"ticks\":\\d+,\"rejected\":\\{[^}]*},"
                        + "\"bars\":\\{\"S1\":\\d+,\"M1\":\\d+,\"M5\":\\d+,\"M15\":\\d+,\"H1\":\\d+},"
                        + "\"decisions\":\\d+,\"signals\":\\d+,\"regime_changes\":\\d+,\"decision_hash\":\"[0-9a-f]{64}\","
                        + "\"wall_seconds\":\\d+\\.\\d{3},\"ticks_per_second\":\\d+}");
    }

    @Test
    void tellsItsProgress() {
        List<Long> ticks = new ArrayList<>();
        List<Long> files = new ArrayList<>();

        ReplayRunner.run(ReplayRequest.of(inputs, settings, Bits.MODELS), (done, begun, all) -> {
            ticks.add(done);
            files.add(begun);
            assertThat(all).isEqualTo(SYMBOLS.length);
        });

        assertThat(ticks).isSorted().last().isEqualTo(plain.ticks());
        assertThat(files).isSorted().last().isEqualTo((long) SYMBOLS.length);
    }

    @Test
    void keepsToThePeriodAndClosesNoBarThatItCutsOff() {
        long end = SimulatedRecording.START + 90 * SimulatedRecording.MINUTE;
        List<RecordInput> cut = List.of(RecordInput.of(
                folder.resolve("EURUSD.csv"), "EURUSD", RecordOptions.DEFAULT.between(Long.MIN_VALUE, end)));

        ReplayResult result = ReplayRunner.run(ReplayRequest.of(cut, settings, Bits.MODELS), ReplayProgress.NONE);

        assertThat(result.bars()).containsEntry(Timeframe.M1, 90L).containsEntry(Timeframe.H1, 1L);
    }

    @Test
    void failsWithTheReasonOfTheCore() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("EURUSD/2019/01/04"));
        Files.writeString(broken.resolve("07h_ticks.bi5"), "cut");
        AgentModels none = AgentModels.none();

        assertThatThrownBy(() -> run("missing", "EURUSD"))
                .isInstanceOf(RecordException.class)
                .hasMessage("no such file or folder: " + folder.resolve("missing"));
        assertThatThrownBy(() -> run("EURUSD", "EURUSD"))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("07h_ticks.bi5");
        assertThatThrownBy(() -> ReplayRunner.run(ReplayRequest.of(inputs, settings, none), ReplayProgress.NONE))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> ReplayRunner.run(
                        ReplayRequest.of(inputs, settings, Bits.MODELS)
                                .exportingBars(folder.resolve("EURUSD.csv/bars")),
                        ReplayProgress.NONE))
                .isInstanceOf(ReplayException.class)
                .hasMessageStartingWith("bars folder cannot be written: ");
        assertThatThrownBy(() -> ReplayRequest.of(inputs, settings, none).withParallelism(65))
                .hasMessage("parallelism must be in [1, 64]: 65");
    }

    @Test
    void findsTheInstrumentBehindABrokersName() throws IOException {
        Path file = folder.resolve("broker.csv");
        Files.writeString(file, "time,bid,ask\n1772431200,1.1,1.2\n");
        Files.writeString(file, "1772431201,1.1,1.2\n", StandardOpenOption.APPEND);

        ReplayResult named = run("broker.csv", "EURUSD.m");
        ReplayResult unknown = run("broker.csv", "XYZ");

        assertThat(named.rejected()).isEmpty();
        assertThat(unknown.rejected()).containsExactly(Map.entry(RejectReason.UNKNOWN_SYMBOL, 2L));
    }

    private ReplayResult run(String path, String symbol) {
        RecordInput input = RecordInput.of(folder.resolve(path), symbol, RecordOptions.DEFAULT);
        return ReplayRunner.run(ReplayRequest.of(List.of(input), settings, Bits.MODELS), ReplayProgress.NONE);
    }

    private ReplayRequest exporting(String name) {
        return ReplayRequest.of(inputs, settings, Bits.MODELS)
                .exportingBars(folder.resolve(name + "/bars"))
                .exportingDecisions(folder.resolve(name + "/decisions.jsonl"));
    }

    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                contents.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return contents;
    }

    private static EngineSettings settings(String yaml) {
        Settings root = Settings.parse(yaml, Map.of());
        EngineSettings settings = EngineSettings.from(root);
        root.check();
        return settings.withResources(new Resources(EconomicCalendar.empty(), RegimeModels.plain()));
    }
}
