package io.tickpilot.local.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeatureCatalogue;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.MarketListener;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.testing.RecordedData;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.records.RecordException;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RecordOptions;
import io.tickpilot.records.RejectListener;
import io.tickpilot.records.TickRecords;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureExportTest {
    private static final EngineSettings ENGINE = EngineSettings.from(Settings.parse("", Map.of()));
    private static final FeatureSchema EVERY = FeatureCatalogue.everyFeature();

    /** Wednesday, 8 January 2025, 11:00 UTC. */
    private static final long START_MICROS = 1_736_334_000_000_000L;

    private static final long SECOND_MICROS = 1_000_000L;
    private static final long HOUR_MICROS = 3_600 * SECOND_MICROS;

    @TempDir
    private Path folder;

    @Test
    void aRecordedDayGivesTheRowsOfABareLoop() throws IOException {
        RecordInput day = input(RecordedData.path("fx_ticks/dukascopy_bi5/EURUSD"), "EURUSD");

        ExportResult result = export(ExportedTable.features(EVERY, false), "rows.csv", day);

        List<String> bare = new BareLoop(EVERY, false).rowsOf(day);
        assertThat(result.rows()).isEqualTo(bare.size()).isEqualTo(1_440);
        assertThat(result.ticks()).isEqualTo(136_741);
        assertThat(rows("rows.csv")).containsExactlyElementsOf(bare);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void simulatedTicksGiveTheRowsOfABareLoop(boolean atTicks) throws IOException {
        RecordInput ticks = simulated("EURUSD", 3, 2);

        export(ExportedTable.features(EVERY, atTicks), "rows.csv", ticks);

        assertThat(rows("rows.csv")).containsExactlyElementsOf(new BareLoop(EVERY, atTicks).rowsOf(ticks));
    }

    @Test
    void parquetHoldsTheNumbersOfTheCsv() throws IOException {
        RecordInput ticks = simulated("EURUSD", 3, 3);
        ExportedTable table = ExportedTable.features(EVERY, false);

        export(table, "rows.csv", ticks);
        export(table, "rows.parquet", ticks);

        List<Map<String, Object>> parquet = ParquetRows.of(folder.resolve("rows.parquet"));
        List<String> csv = rows("rows.csv");
        assertThat(parquet).hasSameSizeAs(csv).isNotEmpty();
        for (int i = 0; i < csv.size(); i++) {
            Map<String, Object> row = parquet.get(i);
            String asText = String.join(
                    ",",
                    table.columns().stream()
                            .map(column -> String.valueOf(row.getOrDefault(column.name(), "")))
                            .toList());
            assertThat(asText).isEqualTo(csv.get(i));
        }
    }

    @Test
    void rowsOfASymbolDoNotDependOnWhatElseIsExported() throws IOException {
        RecordInput euro = simulated("EURUSD", 2, 4);
        RecordInput gold = simulated("XAUUSD", 2, 5);
        ExportedTable table = ExportedTable.features(FeatureSchema.technicalV1(), false);

        export(table, "both.csv", euro, gold);
        export(table, "euro.csv", euro);
        ExportResult alone = export(table, "gold.csv", gold);

        assertThat(rows("both.csv").stream().filter(row -> row.startsWith("EURUSD")))
                .containsExactlyElementsOf(rows("euro.csv"));
        assertThat(rows("both.csv").stream().filter(row -> row.startsWith("XAUUSD")))
                .containsExactlyElementsOf(rows("gold.csv"));
        assertThat(alone.bytesPerSymbol()).containsOnlyKeys("XAUUSD");
    }

    @Test
    void rowsOfActivityBarsComeWithTheirBars() throws IOException {
        RecordInput ticks = simulated("EURUSD", 1, 6);
        FeatureSchema schema = FeatureSchema.parse("{name: x, rows: ticks-100, features: [{of: ticks}, {of: range}]}");

        export(ExportedTable.features(schema, false), "rows.csv", ticks);
        ExportResult bars = export(ExportedTable.bars(schema.rows()), "bars.csv", ticks);

        assertThat(bars.rows()).isEqualTo(bars.ticks() / 100);
        assertThat(rows("rows.csv")).hasSize((int) bars.rows()).allMatch(row -> row.contains(",100.0,"));
        List<String> ends =
                rows("bars.csv").stream().map(row -> row.split(",")[11]).toList();
        assertThat(rows("rows.csv").stream().map(row -> row.split(",")[1])).containsExactlyElementsOf(ends);
    }

    @Test
    void timeBarsAreThoseOfTheMarket() throws IOException {
        RecordInput ticks = simulated("EURUSD", 1, 7);

        export(ExportedTable.bars(BarSpec.parse("m5")), "bars.csv", ticks);

        BareLoop loop = new BareLoop(EVERY, false);
        loop.rowsOf(ticks);
        assertThat(rows("bars.csv"))
                .containsExactlyElementsOf(loop.bars.stream()
                        .filter(bar -> bar.timeframe() == Timeframe.M5)
                        .map(FeatureExportTest::text)
                        .toList());
        assertThat(Files.readAllLines(folder.resolve("bars.csv")).get(0))
                .isEqualTo(
                        "symbol,start_micros,bid_open,bid_high,bid_low,bid_close,ask_open,ask_high,ask_low,ask_close,"
                                + "ticks,end_micros,bid_volume,ask_volume");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows.csv", "rows.csv.gz", "rows.parquet"})
    void aRecordingThatBreaksOffLeavesNoFile(String name) throws IOException {
        Path whole = folder.resolve("in/whole.csv.gz");
        write("EURUSD", 2, 8, whole);
        byte[] bytes = Files.readAllBytes(whole);
        Path broken = Files.write(folder.resolve("in/broken.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> export(ExportedTable.features(EVERY, false), "out/" + name, input(broken, "EURUSD")))
                .isInstanceOf(RecordException.class);
        try (Stream<Path> left = Files.list(folder.resolve("out"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void rejectsAreCountedByReason() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.csv"), """
                time,bid,ask
                2025-01-08T08:00:00.000Z,1.08501,1.08509
                2025-01-08T08:00:01.000Z,1.08511,1.08503
                no tick at all
                2025-01-08T08:00:02.000Z,1.08503,1.08511
                """);

        ExportResult result =
                export(ExportedTable.features(FeatureSchema.technicalV1(), true), "rows.csv", input(file, "EURUSD"));

        assertThat(result.rejected())
                .containsOnly(Map.entry(RejectReason.CROSSED_QUOTE, 1L), Map.entry(RejectReason.MALFORMED, 1L));
        assertThat(result.ticks()).isEqualTo(3);
        assertThat(result.rejectedTicks()).isEqualTo(1);
        assertThat(result.rows()).isEqualTo(2);
        assertThat(folder.resolve("rejects.txt")).content().contains("no tick at all");
    }

    @Test
    void saysWhyThereIsNoRow() throws IOException {
        Path file = Files.writeString(folder.resolve("lean.csv"), """
                time,bid,ask
                2025-01-08T08:00:00.000Z,1.08501,1.08509
                2025-01-08T08:00:01.000Z,1.08502,1.08509
                """);

        assertThat(whyEmpty("volume-10", input(file, "EURUSD")))
                .isEqualTo("volume-10 bars need sizes, and none of the 2 ticks has one");
        assertThat(whyEmpty("trade-volume-10", input(file, "EURUSD"))).contains("need trades");
        assertThat(whyEmpty("ticks-3", input(file, "EURUSD"))).isEqualTo("no ticks-3 bar closed within 2 ticks");
        assertThat(whyEmpty("ticks-1", input(file, "NOSUCH"))).contains("all 2 ticks were rejected");
    }

    private String whyEmpty(String bars, RecordInput input) throws IOException {
        ExportResult result = export(ExportedTable.bars(BarSpec.parse(bars)), "none.csv", input);
        assertThat(result.rows()).isZero();
        return FeatureExport.whyEmpty(result, BarSpec.parse(bars));
    }

    private ExportResult export(ExportedTable table, String out, RecordInput... inputs) throws IOException {
        ExportRequest request =
                new ExportRequest(List.of(inputs), ENGINE, folder.resolve(out), folder.resolve("rejects.txt"));
        return FeatureExport.run(request, table, (ticks, rows, share) -> {});
    }

    private List<String> rows(String csv) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(csv));
        return lines.subList(1, lines.size());
    }

    private static RecordInput input(Path path, String symbol) {
        return RecordInput.of(path, symbol, RecordOptions.DEFAULT);
    }

    private RecordInput simulated(String symbol, int hours, long seed) throws IOException {
        Path file = folder.resolve("in/" + symbol + seed + ".csv.gz");
        write(symbol, hours, seed, file);
        return input(file, symbol);
    }

    private static void write(String symbol, int hours, long seed, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        SimulatedMarket market = new SimulatedMarket(SimulatedMarketSpec.of(List.of(symbol), START_MICROS, seed));
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            out.write("time,bid,ask,bid_size,ask_size\n");
            Iterator<Tick> ticks = market.ticksUntil(START_MICROS + hours * HOUR_MICROS);
            while (ticks.hasNext()) {
                Tick tick = ticks.next();
                Instant time = Instant.EPOCH.plus(tick.eventTimeMicros(), ChronoUnit.MICROS);
                out.write(time + "," + tick.bid() + "," + tick.ask() + "," + tick.bidSize() + "," + tick.askSize()
                        + "\n");
            }
        }
    }

    private static String text(Bar bar) {
        return bar.symbol() + "," + bar.startMicros() + "," + bar.bidOpen() + "," + bar.bidHigh() + "," + bar.bidLow()
                + "," + bar.bidClose() + "," + bar.askOpen() + "," + bar.askHigh() + "," + bar.askLow() + ","
                + bar.askClose() + "," + bar.ticks() + "," + bar.endMicros() + "," + bar.bidVolume() + ","
                + bar.askVolume();
    }

    /** The market fed by hand: every tick, a clock event each whole second, the hour's end. */
    private static final class BareLoop implements MarketListener {
        private final FeatureSchema schema;
        private final boolean atTicks;
        private final MarketState market;
        private final List<String> rows = new ArrayList<>();
        private final List<Bar> bars = new ArrayList<>();

        BareLoop(FeatureSchema schema, boolean atTicks) {
            this.schema = schema;
            this.atTicks = atTicks;
            this.market =
                    MarketState.empty("EURUSD", ENGINE.instruments(), ENGINE.validation(), FeaturePlan.of(schema));
        }

        List<String> rowsOf(RecordInput input) {
            try (TickRecords records = TickRecords.open(List.of(input), RejectListener.NONE)) {
                long now = Long.MIN_VALUE;
                long sequence = 0;
                for (Tick tick = records.next(); tick != null; tick = records.next()) {
                    long time = tick.eventTimeMicros();
                    for (long second = nextSecond(now, time); second <= time; second += SECOND_MICROS) {
                        market.onClock(second, this);
                    }
                    now = time;
                    market.onTick(new SequencedEvent(0, 1, sequence++, time, 0, tick), this);
                }
                market.onEnd(Timeframe.H1.startOf(now) + HOUR_MICROS, this);
            }
            return rows;
        }

        private static long nextSecond(long before, long time) {
            long from = before == Long.MIN_VALUE ? time : before;
            return Math.floorDiv(from, SECOND_MICROS) * SECOND_MICROS + SECOND_MICROS;
        }

        @Override
        public void onAccepted(SequencedEvent tick) {
            if (atTicks) {
                addRow(tick.event().eventTimeMicros());
            }
        }

        @Override
        public void onBar(Bar bar) {
            bars.add(bar);
            if (!atTicks && bar.timeframe() == Timeframe.M1) {
                addRow(bar.endMicros());
            }
        }

        private void addRow(long timeMicros) {
            float[] row = new float[schema.width()];
            market.readRow(schema, row);
            StringBuilder text = new StringBuilder("EURUSD,").append(timeMicros);
            for (float value : row) {
                text.append(',').append(Float.isNaN(value) ? "" : Float.toString(value));
            }
            rows.add(text.toString());
        }

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {}
    }
}
