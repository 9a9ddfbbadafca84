package io.tickpilot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.testing.RecordedData;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RecordOptions;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMAInputStream;

/** Recorded ticks must give the bars that their vendors published, on all prices. */
class GoldenBarsTest {
    private static final ZoneId FXCM_CLOCK = ZoneId.of("UTC-5");

    @ParameterizedTest
    @ValueSource(strings = {"forex/oanda/%s/eurusd", "forex/fxcm/%s/eurusd", "cfd/oanda/%s/xauusd"})
    void leanTicksGiveTheVendorsSecondAndMinuteBarsOfEveryDay(String folder) throws IOException {
        Path ticks = RecordedData.path("fx_ticks/lean/" + folder.formatted("tick"));
        boolean fxcm = folder.contains("fxcm");
        RecordOptions options = fxcm ? RecordOptions.DEFAULT.withZone(FXCM_CLOCK) : RecordOptions.DEFAULT;
        String symbol = folder.endsWith("xauusd") ? "XAUUSD" : "EURUSD";
        List<Path> days;
        try (Stream<Path> files = Files.list(ticks)) {
            days = files.sorted().toList();
        }
        assertThat(days).hasSizeGreaterThanOrEqualTo(6);
        for (Path day : days) {
            List<Bar> bars = RecordedBars.of(RecordInput.of(day, symbol, options));
            for (Timeframe timeframe : new Timeframe[] {Timeframe.S1, Timeframe.M1}) {
                String width = timeframe == Timeframe.S1 ? "second" : "minute";
                Path golden = RecordedData.path("fx_bars/lean/" + folder.formatted(width) + "/" + day.getFileName());

                assertThat(prices(bars, timeframe))
                        .as(day + " " + timeframe)
                        .isNotEmpty()
                        .isEqualTo(leanBars(golden, fxcm ? 5 * 3_600 : 0));
            }
        }
    }

    @Test
    void dukascopyTicksGiveTheVendorsMinuteCandlesWithTheirVolume() throws IOException {
        Path folder = RecordedData.path("fx_ticks/dukascopy_bi5/EURUSD/2019/01/04");
        RecordInput input = RecordInput.of(folder, "EURUSD", RecordOptions.DEFAULT);
        Map<Long, Bar> bars = new TreeMap<>();
        for (Bar bar : RecordedBars.of(input)) {
            if (bar.timeframe() == Timeframe.M1) {
                bars.put(bar.startMicros(), bar);
            }
        }

        byte[] candles;
        try (LZMAInputStream lzma = new LZMAInputStream(
                new ByteArrayInputStream(Files.readAllBytes(folder.resolve("BID_candles_min_1.bi5"))))) {
            candles = lzma.readAllBytes();
        }
        long midnight = LocalDate.of(2019, 2, 4).toEpochDay() * 86_400_000_000L;
        int compared = 0;
        for (ByteBuffer in = ByteBuffer.wrap(candles); in.hasRemaining(); compared++) {
            long start = midnight + in.getInt() * 1_000_000L;
            Bar bar = bars.get(start);
            assertThat(bar).isNotNull();
            assertThat(new double[] {bar.bidOpen(), bar.bidClose(), bar.bidLow(), bar.bidHigh()})
                    .as("candle at " + start)
                    .containsExactly(in.getInt() / 1e5, in.getInt() / 1e5, in.getInt() / 1e5, in.getInt() / 1e5);
            // Volumes have two decimals; the sum of their nearest floats needs rounding back to them.
            assertThat((float) (Math.rint(bar.bidVolume() * 100) / 100)).isEqualTo(in.getFloat());
        }
        assertThat(compared).isEqualTo(1_440).isEqualTo(bars.size());
    }

    @Test
    void dukascopysDecodedTicksGiveTheVendorsSecondBars() throws IOException {
        Path expected = RecordedData.path("fx_ticks/dukascopy_json/expected");
        List<Tick> ticks = new ArrayList<>();
        for (Map<String, Double> row : rows(expected.resolve("btcusd-tick-2023-02-20T12-2023-02-20T13.json"))) {
            long micros = (long) (row.getOrDefault("timestamp", 0.0) * 1_000);
            double bid = row.getOrDefault("bidPrice", 0.0);
            double ask = row.getOrDefault("askPrice", 0.0);
            ticks.add(new Tick("BTCUSD", micros, bid, ask, 0, 0, "dukascopy", ticks.size()));
        }
        List<String> golden = new ArrayList<>();
        for (Map<String, Double> row : rows(expected.resolve("btcusd-s1-bid-2023-02-20T12-2023-02-20T13.json"))) {
            golden.add(row(
                    (long) (row.getOrDefault("timestamp", 0.0) * 1_000),
                    row.getOrDefault("open", 0.0),
                    row.getOrDefault("high", 0.0),
                    row.getOrDefault("low", 0.0),
                    row.getOrDefault("close", 0.0)));
        }

        Iterator<Tick> input = ticks.iterator();
        List<String> bars = new ArrayList<>();
        for (Bar bar : RecordedBars.of("BTCUSD", () -> input.hasNext() ? input.next() : null)) {
            if (bar.timeframe() == Timeframe.S1) {
                bars.add(row(bar.startMicros(), bar.bidOpen(), bar.bidHigh(), bar.bidLow(), bar.bidClose()));
            }
        }

        assertThat(golden).hasSizeGreaterThan(1_000);
        assertThat(bars).isEqualTo(golden);
    }

    /** Objects of numbers in a list. */
    private static List<Map<String, Double>> rows(Path json) throws IOException {
        List<Map<String, Double>> rows = new ArrayList<>();
        Matcher object = Pattern.compile("\\{[^}]*}").matcher(Files.readString(json));
        while (object.find()) {
            Map<String, Double> row = new TreeMap<>();
            Matcher member = Pattern.compile("\"(\\w+)\":([-\\d.eE]+)").matcher(object.group());
            while (member.find()) {
                row.put(member.group(1), Double.parseDouble(member.group(2)));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<String> prices(List<Bar> bars, Timeframe timeframe) {
        List<String> rows = new ArrayList<>();
        for (Bar bar : bars) {
            if (bar.timeframe() == timeframe) {
                rows.add(row(
                        bar.startMicros(),
                        bar.bidOpen(),
                        bar.bidHigh(),
                        bar.bidLow(),
                        bar.bidClose(),
                        bar.askOpen(),
                        bar.askHigh(),
                        bar.askLow(),
                        bar.askClose()));
            }
        }
        return rows;
    }

    /** Rows of {@code ms,bid O,H,L,C,size,ask O,H,L,C,size} in a zip named by its day. */
    private static List<String> leanBars(Path zip, long clockBehindSeconds) throws IOException {
        LocalDate day =
                LocalDate.parse(String.valueOf(zip.getFileName()).substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE);
        long midnight = (day.toEpochDay() * 86_400 + clockBehindSeconds) * 1_000_000L;
        List<String> rows = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            assertThat(in.getNextEntry()).isNotNull();
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",", -1);
                double[] prices = new double[8];
                for (int i = 0; i < 4; i++) {
                    prices[i] = Double.parseDouble(cells[1 + i]);
                    prices[4 + i] = Double.parseDouble(cells[6 + i]);
                }
                rows.add(row(midnight + Long.parseLong(cells[0]) * 1_000L, prices));
            }
        }
        return rows;
    }

    private static String row(long startMicros, double... prices) {
        return startMicros + " " + Arrays.toString(prices);
    }
}
