package io.tickpilot.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.event.Tick;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;

class TickRecordsTest {
    private static final RecordOptions DEFAULT = RecordOptions.DEFAULT;

    @TempDir
    Path folder;

    private final List<RejectedLine> rejected = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final RejectListener listener = new RejectListener() {
        @Override
        public void onReject(RejectedLine line) {
            rejected.add(line);
        }

        @Override
        public void onSkippedFile(String file, String why) {
            skipped.add(file + ": " + why);
        }
    };

    @Test
    void readsCsvByItsHeader() throws IOException {
        write("a.csv", "Gmt time,Ask,Bid,AskVolume,BidVolume\n04.02.2019 00:00:01.250,1.14562,1.14558,1.5,0.75\r\n");

        assertThat(read("a.csv", "EURUSD"))
                .containsExactly(
                        new Tick("EURUSD", micros("2019-02-04T00:00:01.250Z"), 1.14558, 1.14562, 0.75, 1.5, "csv", 1));
    }

    @Test
    void readsCsvByDeclaredColumnsZoneAndScale() throws IOException {
        write("a.csv", "x;112345;112350;2020-07-01 12:00:00\ny;112346;112351;2020-07-01 12:00:01\n");
        RecordOptions options = DEFAULT.withColumns(CsvColumn.IGNORED, CsvColumn.BID, CsvColumn.ASK, CsvColumn.TIME)
                .withZone(ZoneId.of("Europe/Berlin"))
                .withPriceScale(0.00001);

        List<Tick> ticks = read("a.csv", "EURUSD", options);

        assertThat(ticks).extracting(Tick::bid).containsExactly(1.12345, 1.12346);
        assertThat(ticks.get(0).eventTimeMicros()).isEqualTo(micros("2020-07-01T10:00:00Z"));
    }

    @Test
    void recognisesWholePointsOfACurrencyPair() throws IOException {
        write("a.csv", "time,bid,ask\n1588601045123,109345,109350\n");
        write("b.csv", "time,bid,ask\n1588601045123,24921,24925\n");

        assertThat(read("a.csv", "EURUSD")).extracting(Tick::bid).containsExactly(1.09345);
        assertThat(read("a.csv", "USDJPY")).extracting(Tick::bid).containsExactly(109.345);
        assertThat(read("b.csv", "BTCUSD")).extracting(Tick::bid).containsExactly(24921.0);
    }

    @Test
    void readsMetaTradersExportWithItsEmptyPrices() throws IOException {
        write(
                "a.csv",
                "<DATE>\t<TIME>\t<BID>\t<ASK>\t<LAST>\t<VOLUME>\t<FLAGS>\n"
                        + "2024.01.02\t00:00:01.100\t1.1\t1.2\t\t\t6\n"
                        + "2024.01.02\t00:00:02.200\t\t1.3\t\t\t4\n");

        List<Tick> ticks = read("a.csv", "EURUSD");

        assertThat(ticks).extracting(Tick::bid).containsExactly(1.1, 1.1);
        assertThat(ticks).extracting(Tick::ask).containsExactly(1.2, 1.3);
        assertThat(ticks.get(1).eventTimeMicros()).isEqualTo(micros("2024-01-02T00:00:02.200Z"));
    }

    @Test
    void takesOnlyTheRowsOfItsSymbol() throws IOException {
        write("a.csv", "symbol,time,bid,ask\nEUR/USD,1588601045,1,2\nGBP/USD,1588601046,3,4\nEUR/USD,1588601047,5,6\n");

        assertThat(read("a.csv", "EURUSD")).extracting(Tick::bid).containsExactly(1.0, 5.0);
        assertThat(rejected).isEmpty();
    }

    @Test
    void readsHistDataOnNewYorksClock() throws IOException {
        write("DAT_ASCII_EURUSD_T_202001.csv", "20200101 170000065,1.121200,1.121720,0\n");

        assertThat(read("DAT_ASCII_EURUSD_T_202001.csv", ""))
                .containsExactly(
                        new Tick("EURUSD", micros("2020-01-01T22:00:00.065Z"), 1.1212, 1.12172, 0, 0, "histdata", 1));
    }

    @Test
    void readsLeanDaysInUtcOrAGivenZone() throws IOException {
        zip("eurusd/20140505_quote.zip", "20140505_eurusd_tick_quote.csv", "292.5,1.38676,1.38686\n86399999,1.3,1.4\n");

        assertThat(read("eurusd", "EURUSD"))
                .extracting(Tick::eventTimeMicros)
                .containsExactly(micros("2014-05-05T00:00:00.292500Z"), micros("2014-05-05T23:59:59.999Z"));
        assertThat(read("eurusd", "EURUSD", DEFAULT.withZone(ZoneId.of("UTC-5"))))
                .extracting(Tick::eventTimeMicros)
                .startsWith(micros("2014-05-05T05:00:00.292500Z"));
        assertThat(read("eurusd/20140505_quote.zip", ""))
                .extracting(Tick::symbol)
                .containsOnly("EURUSD");
    }

    @Test
    void passesOverLeanBarsBesideTicks() throws IOException {
        zip("tick/eurusd/20140505_quote.zip", "20140505_eurusd_tick_quote.csv", "292,1.38676,1.38686\n");
        zip("minute/eurusd/20140505_quote.zip", "20140505_eurusd_minute_quote.csv", "0,1,1,1,1,0,1,1,1,1,0\n");

        assertThat(read("", "EURUSD")).hasSize(1);
        assertThat(skipped).singleElement().asString().contains("minute").endsWith("bars, not ticks");
    }

    @Test
    void readsDukascopyHoursWithMonthsFromZero() throws IOException {
        bi5("EURUSD/2019/01/04/07h_ticks.bi5", bi5Record(250, 114562, 114558, 1.5f, 0.75f));
        bi5("EURUSD/2019/01/04/08h_ticks.bi5");
        bi5("EURUSD/2019/01/04/09h_ticks.bi5", bi5Record(0, 114570, 114560, 1f, 2f));

        assertThat(read("EURUSD", "EURUSD"))
                .containsExactly(
                        new Tick(
                                "EURUSD",
                                micros("2019-02-04T07:00:00.250Z"),
                                1.14558,
                                1.14562,
                                0.75,
                                1.5,
                                "dukascopy",
                                1),
                        new Tick("EURUSD", micros("2019-02-04T09:00:00Z"), 1.1456, 1.1457, 2, 1, "dukascopy", 2));
    }

    @Test
    void takesOnlyTheFoldersOfItsSymbol() throws IOException {
        bi5("EURUSD/2019/01/04/07h_ticks.bi5", bi5Record(0, 2, 1, 1, 1));
        bi5("USDJPY/2019/01/04/07h_ticks.bi5", bi5Record(0, 4, 3, 1, 1));

        assertThat(read("", "usdjpy")).extracting(Tick::bid).containsExactly(0.003);
        assertThat(read("", "")).extracting(Tick::symbol).containsExactly("EURUSD", "USDJPY");
        assertThat(read("EURUSD", "EURUSD.m")).extracting(Tick::symbol).containsExactly("EURUSD.m");
        assertThatThrownBy(() -> read("", "GBPUSD"))
                .isInstanceOf(RecordException.class)
                .hasMessage("no ticks of GBPUSD: " + folder.resolve("") + " has EURUSD, USDJPY");
    }

    @Test
    void needsAPriceScaleForAnUnknownDukascopyInstrument() throws IOException {
        bi5("USA500IDXUSD/2019/01/04/07h_ticks.bi5", bi5Record(0, 2000, 1000, 1, 1));

        assertThatThrownBy(() -> read("", "US500"))
                .hasMessage("point of this instrument is not known, give a price scale: USA500IDXUSD");
        assertThat(read("", "US500", DEFAULT.withPriceScale(0.001)))
                .extracting(Tick::bid)
                .containsExactly(1.0);
    }

    @Test
    void readsGzipAndZipWithSeveralFiles() throws IOException {
        Files.write(folder.resolve("a.csv.gz"), gzip("time,bid,ask\n1588601045,1,2\n"));
        Path zip = folder.resolve("b.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            entry(out, "late.csv", "time,bid,ask\n1588601047,5,6\n");
            entry(out, "early.csv", "time,bid,ask\n1588601046,3,4\n");
            entry(out, "readme.txt", "not a tick in sight\n");
        }

        assertThat(read("", "X")).extracting(Tick::bid).containsExactly(1.0, 3.0, 5.0);
        assertThat(skipped).singleElement().asString().contains("b.zip!readme.txt");
    }

    @Test
    void tellsHowMuchOfASingleFileItHasRead() throws IOException {
        StringBuilder lines = new StringBuilder("time,bid,ask\n");
        for (int i = 0; i < 100_000; i++) {
            lines.append(1588601045 + i).append(",1.").append(i % 997).append(",2\n");
        }
        write("plain.csv", lines.toString());
        Files.write(folder.resolve("small.csv.gz"), gzip(lines.toString()));
        zip("eurusd.zip", "eurusd.csv", lines.toString());

        for (String name : List.of("plain.csv", "small.csv.gz", "eurusd.zip")) {
            try (TickRecords records = TickRecords.open(List.of(input(name, "X")), RejectListener.NONE)) {
                double last = 0;
                for (int tick = 1; records.next() != null; tick++) {
                    assertThat(records.share()).isBetween(last, 1.0);
                    last = records.share();
                    if (tick == 50_000) {
                        assertThat(last).as(name).isCloseTo(0.5, within(0.35));
                    }
                }
                assertThat(records.share()).isEqualTo(1);
            }
        }
    }

    @Test
    void mergesFilesAndInputsByTimeAndCountsPerSourceAndSymbol() throws IOException {
        write("a1.csv", "time,bid,ask\n1588601050,5,5\n1588601053,8,8\n");
        write("a2.csv", "time,bid,ask\n1588601046,1,1\n1588601051,6,6\n");
        write("b.csv", "time,bid,ask\n1588601046,2,2\n1588601049,4,4\n1588601060,9,9\n");
        write("c.csv", "time,bid,ask\n1588601047,3,3\n1588601052,7,7\n");

        List<Tick> ticks =
                all(List.of(input("a1.csv", "A"), input("a2.csv", "A"), input("b.csv", "B"), input("c.csv", "A")));

        assertThat(ticks).extracting(Tick::bid).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0);
        assertThat(ticks)
                .filteredOn(t -> t.symbol().equals("A"))
                .extracting(Tick::sourceSequence)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(ticks)
                .filteredOn(t -> t.symbol().equals("B"))
                .extracting(Tick::sourceSequence)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void aBrokenStampHoldsNothingBackAndEndsNothing() throws IOException {
        write("a.csv", "time,bid,ask\n1588601045,1,1\n4000000000,2,2\n1588601046,3,3\n1588601049,5,5\n");
        write("b.csv", "time,bid,ask\n1588601047,4,4\n1598601047,6,6\n1598601048,7,7\n");

        assertThat(read("", "X")).extracting(Tick::bid).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
        assertThat(read("", "X", DEFAULT.between(0, 1588601048_000_000L)))
                .extracting(Tick::bid)
                .containsExactly(1.0, 2.0, 3.0, 4.0);
    }

    @Test
    void keepsToThePeriod() throws IOException {
        write("a.csv", "time,bid,ask\n1588601045,1,2\n1588601046,3,4\n1588601047,5,6\n");

        List<Tick> ticks = read("a.csv", "X", DEFAULT.between(1588601046_000_000L, 1588601047_000_000L));

        assertThat(ticks).extracting(Tick::bid).containsExactly(3.0);
    }

    @Test
    void reportsBadLinesAndGoesOn() throws IOException {
        String tooLong = "1".repeat(200_000);
        write(
                "a.csv",
                "time,bid,ask\n1588601045,1,2\n1588601046,abc,2\nyesterday,1,2\n1588601047,3\n" + tooLong
                        + "\n1588601048,NaN,2\n1588601049,7,8");

        assertThat(read("a.csv", "X")).extracting(Tick::bid).containsExactly(1.0, 7.0);
        assertThat(rejected).extracting(RejectedLine::line).containsExactly(3L, 4L, 5L, 6L, 7L);
        assertThat(rejected)
                .extracting(RejectedLine::reason)
                .containsExactly(
                        "not a number: abc",
                        "not a time: yesterday",
                        "too few columns: 2",
                        "longer than 65536 bytes",
                        "not a number: NaN");
        assertThat(rejected.get(0)).hasToString(folder.resolve("a.csv") + ":3: not a number: abc");
    }

    @Test
    void keepsBadLinesInTheRejectsFile() throws IOException {
        write("a.csv", "time,bid,ask\n1588601045,1,2\n1588601046,abc,2\n");
        Path file = folder.resolve("rejects.tsv");

        try (RejectsFile rejects = new RejectsFile(file)) {
            TickRecords records = TickRecords.open(List.of(input("a.csv", "X")), rejects);
            while (records.next() != null) {
                assertThat(records.rejected()).isBetween(0L, 1L);
            }
            assertThat(rejects.count()).isEqualTo(1);
        }

        assertThat(file).hasContent(folder.resolve("a.csv") + ":3\tnot a number: abc\t1588601046,abc,2\n");
    }

    @Test
    void saysInOneLineWhyNothingCanBeRead() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        write("letter.txt", "Dear reader,\nno ticks here.\n");
        write("bars.csv", "time,open,high,low,close\n1588601045,1,2,3,4\n");
        write("minutes.csv", "20180101 170000;1.200370;1.201000;1.200370;1.201000;0\n");
        write("words.csv", "time,bid,ask\n1588601045,one,two\n");
        write("bare.csv", "1588601045,1,2\n");
        Files.write(folder.resolve("binary.dat"), new byte[] {1, 0, 2, 0});

        assertThatThrownBy(() -> read("missing", "X"))
                .hasMessage("no such file or folder: " + folder.resolve("missing"));
        assertThatThrownBy(() -> read("empty", "X")).hasMessage("folder holds no files: " + folder.resolve("empty"));
        assertThatThrownBy(() -> read("letter.txt", "X"))
                .hasMessageContaining("no recorded ticks of a known format")
                .hasMessageContaining("its columns are not told by a header nor declared: Dear reader,");
        assertThatThrownBy(() -> read("bars.csv", "X")).hasMessageEndingWith("bars, not ticks");
        assertThatThrownBy(() -> read("minutes.csv", "X")).hasMessageEndingWith("bars, not ticks");
        assertThatThrownBy(() -> read("words.csv", "X"))
                .hasMessageEndingWith("no line is a tick: line 2: not a number: one");
        assertThatThrownBy(() -> read("bare.csv", "X")).hasMessageEndingWith("nor declared: 1588601045,1,2");
        assertThatThrownBy(() -> read("binary.dat", "X"))
                .hasMessageEndingWith("neither text nor a known binary format");
        assertThatThrownBy(() -> read("", "X")).hasMessageContaining("6 files, the first");
    }

    @Test
    void refusesATruncatedBi5AtAnyPlace() throws IOException {
        byte[] whole = lzma(bi5Record(0, 2, 1, 1, 1), bi5Record(1, 3, 2, 1, 1), bi5Record(2, 4, 3, 1, 1));
        Path file = folder.resolve("EURUSD/2019/01/04/07h_ticks.bi5");
        Files.createDirectories(file.getParent());
        for (int length = 1; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> read("", "EURUSD"))
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("07h_ticks.bi5")
                    .hasMessageMatching("(truncated|unreadable): [^\n]*");
        }
    }

    @Test
    void refusesBytesThatAreNoBi5() throws IOException {
        Path file = folder.resolve("EURUSD/2019/01/04/07h_ticks.bi5");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "<html>404 not found</html>");

        assertThatThrownBy(() -> read("", "EURUSD")).isInstanceOf(RecordException.class);
    }

    @Test
    void refusesATruncatedArchive() throws IOException {
        byte[] gz = gzip("time,bid,ask\n" + "1588601045,1.2345,2.3456\n".repeat(50_000));
        Files.write(folder.resolve("a.csv.gz"), Arrays.copyOf(gz, gz.length - 20));
        zip("eurusd/20140505_quote.zip", "20140505_eurusd_tick_quote.csv", "292,1.38676,1.38686\n".repeat(1000));
        Path zip = folder.resolve("eurusd/20140505_quote.zip");
        Files.write(zip, Arrays.copyOf(Files.readAllBytes(zip), 60));

        assertThatThrownBy(() -> read("a.csv.gz", "X"))
                .isInstanceOf(RecordException.class)
                .hasMessageStartingWith("truncated: " + folder.resolve("a.csv.gz"));
        assertThatThrownBy(() -> read("eurusd", "EURUSD"))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("20140505_quote.zip");
    }

    @Test
    void readsTimesOfOptions() {
        assertThat(RecordOptions.parseTime("2014-05-05")).isEqualTo(micros("2014-05-05T00:00:00Z"));
        assertThat(RecordOptions.parseTime("2014-05-05T08:30")).isEqualTo(micros("2014-05-05T08:30:00Z"));
        assertThatThrownBy(() -> RecordOptions.parseTime("soon"))
                .hasMessage("time must look like 2014-05-05 or 2014-05-05T08:30:00: soon");
    }

    private RecordInput input(String name, String symbol) {
        return RecordInput.of(folder.resolve(name), symbol, DEFAULT);
    }

    private List<Tick> read(String name, String symbol) {
        return read(name, symbol, DEFAULT);
    }

    private List<Tick> read(String name, String symbol, RecordOptions options) {
        return all(List.of(RecordInput.of(folder.resolve(name), symbol, options)));
    }

    private List<Tick> all(List<RecordInput> inputs) {
        List<Tick> ticks = new ArrayList<>();
        try (TickRecords records = TickRecords.open(inputs, listener)) {
            for (Tick tick = records.next(); tick != null; tick = records.next()) {
                ticks.add(tick);
            }
        }
        return ticks;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void zip(String name, String entry, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
            entry(out, entry, text);
        }
    }

    private static void entry(ZipOutputStream out, String name, String text) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private void bi5(String name, byte[]... ticks) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, ticks.length == 0 ? new byte[0] : lzma(ticks));
    }

    private static byte[] lzma(byte[]... ticks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LZMAOutputStream out = new LZMAOutputStream(bytes, new LZMA2Options(), 20L * ticks.length)) {
            for (byte[] tick : ticks) {
                out.write(tick);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] bi5Record(int millis, int ask, int bid, float askVolume, float bidVolume) {
        return ByteBuffer.allocate(20)
                .putInt(millis)
                .putInt(ask)
                .putInt(bid)
                .putFloat(askVolume)
                .putFloat(bidVolume)
                .array();
    }

    private static long micros(String instant) {
        Instant parsed = Instant.parse(instant);
        return parsed.getEpochSecond() * 1_000_000L + parsed.getNano() / 1_000;
    }
}
