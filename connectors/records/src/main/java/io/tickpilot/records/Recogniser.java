package io.tickpilot.records;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Tells by names and first lines what a file holds. */
final class Recogniser {
    private static final Pattern BI5 = Pattern.compile("(\\d{2})h_ticks\\.bi5");
    private static final Pattern LEAN_ZIP = Pattern.compile("(\\d{8})_quote\\.zip");
    private static final Pattern LEAN_CSV = Pattern.compile("(\\d{8})_(\\w+)_tick_quote\\.csv");
    private static final Pattern LEAN_LINE = Pattern.compile("\\d{1,8}(\\.\\d+)?,[\\d.]+,[\\d.]+");
    private static final Pattern HISTDATA_LINE = Pattern.compile("\\d{8} \\d{9},[^,]+,[^,]+(,.*)?");
    private static final Pattern HISTDATA_NAME = Pattern.compile("(?:.*_)?([A-Za-z]{6})_T_?\\d{4,8}.*");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final long DAY_MICROS = 24 * HOUR_MICROS;
    private static final int SNIFFED_BYTES = 1 << 14;

    private final RecordOptions options;
    private final String wantedSymbol;
    private final RejectListener listener;

    Recogniser(RecordOptions options, String wantedSymbol, RejectListener listener) {
        this.options = options;
        this.wantedSymbol = wantedSymbol;
        this.listener = listener;
    }

    /** The tick files in one file; what is none is told to the listener. */
    List<TickFile> recognise(Path path) {
        List<TickFile> found = new ArrayList<>();
        try {
            if (fileName(path).endsWith(".bi5")) {
                found.add(dukascopy(path));
            } else if (isZip(path)) {
                for (String entry : entries(path)) {
                    add(path, entry, found);
                }
            } else {
                add(path, "", found);
            }
        } catch (Unrecognised e) {
            listener.onSkippedFile(path.toString(), e.why);
        } catch (IOException e) {
            throw TickFiles.unreadable(path.toString(), e);
        }
        return found;
    }

    private void add(Path path, String entry, List<TickFile> found) throws IOException {
        try {
            found.add(lines(path, entry));
        } catch (Unrecognised e) {
            listener.onSkippedFile(TickFile.name(path, entry), e.why);
        }
    }

    private TickFile dukascopy(Path path) throws Unrecognised {
        Matcher hour = BI5.matcher(fileName(path));
        if (!hour.matches()) {
            throw new Unrecognised("not an hour of ticks (HHh_ticks.bi5)");
        }
        require(RecordFormat.DUKASCOPY);
        Path absolute = path.toAbsolutePath().normalize();
        int names = absolute.getNameCount();
        if (names < 5) {
            throw new Unrecognised("not within folders SYMBOL/YYYY/MM/DD");
        }
        String symbol = absolute.getName(names - 5).toString();
        long start;
        try {
            LocalDate date = LocalDate.of(
                    number(absolute, names - 4), number(absolute, names - 3) + 1, number(absolute, names - 2));
            start = date.toEpochDay() * DAY_MICROS + Integer.parseInt(hour.group(1)) * HOUR_MICROS;
        } catch (NumberFormatException | DateTimeException e) {
            throw new Unrecognised("not within folders SYMBOL/YYYY/MM/DD with months from 00 to 11");
        }
        Integer digits = DukascopyPoints.digits(symbol);
        if (digits == null && options.priceScale() == 0) {
            throw new RecordException("point of this instrument is not known, give a price scale: " + symbol);
        }
        PriceScale scale = digits == null || options.priceScale() > 0
                ? PriceScale.of(options.priceScale())
                : PriceScale.digits(digits);
        return new TickFile(path, "", RecordFormat.DUKASCOPY, symbol, start, start + HOUR_MICROS, null, scale, UTC);
    }

    private TickFile lines(Path path, String entry) throws IOException, Unrecognised {
        List<String> first = firstLines(path, entry);
        Matcher leanZip = LEAN_ZIP.matcher(fileName(path));
        String innermost = entry.isEmpty() ? fileName(path) : entry.substring(entry.lastIndexOf('/') + 1);
        Matcher leanCsv = LEAN_CSV.matcher(innermost);
        if (leanCsv.matches()) {
            return lean(path, entry, leanCsv.group(1), leanCsv.group(2).toUpperCase(Locale.ROOT), first);
        }
        if (leanZip.matches() && !entry.isEmpty()) {
            boolean ticks =
                    LEAN_LINE.matcher(first.get(0)).matches() && entries(path).size() == 1;
            if (!ticks) {
                throw new Unrecognised("bars, not ticks");
            }
            return lean(path, entry, leanZip.group(1), parentName(path).toUpperCase(Locale.ROOT), first);
        }
        boolean histData = HISTDATA_LINE.matcher(first.get(0)).matches()
                && options.columns().isEmpty();
        if (histData && options.format() != RecordFormat.CSV) {
            require(RecordFormat.HISTDATA);
            Matcher name = HISTDATA_NAME.matcher(innermost);
            String symbol = name.matches() ? name.group(1).toUpperCase(Locale.ROOT) : "";
            CsvLayout layout = CsvLayout.histData(given());
            return starting(file(path, entry, RecordFormat.HISTDATA, symbol, layout, zoneOr(NEW_YORK)));
        }
        require(RecordFormat.CSV);
        CsvLayout layout = CsvLayouts.recognise(first, options.columns());
        if (layout == null) {
            throw new Unrecognised(CsvLayouts.whyNot(first));
        }
        PriceScale scale = options.priceScale() > 0 ? given() : CsvLayouts.scale(layout, first, wantedSymbol);
        return starting(file(path, entry, RecordFormat.CSV, "", layout.withScale(scale), zoneOr(UTC)));
    }

    private TickFile lean(Path path, String entry, String day, String symbol, List<String> first) throws Unrecognised {
        require(RecordFormat.LEAN);
        if (!LEAN_LINE.matcher(first.get(0)).matches()) {
            throw new Unrecognised("not ms,bid,ask: " + shown(first.get(0)));
        }
        long midnight;
        try {
            midnight = LocalDate.of(
                                    Integer.parseInt(day.substring(0, 4)),
                                    Integer.parseInt(day.substring(4, 6)),
                                    Integer.parseInt(day.substring(6)))
                            .toEpochDay()
                    * DAY_MICROS;
        } catch (DateTimeException e) {
            throw new Unrecognised("no date in its name: " + day);
        }
        ZoneId zone = zoneOr(UTC);
        long start = new ZoneClock(zone).toUtc(midnight);
        return new TickFile(
                path,
                entry,
                RecordFormat.LEAN,
                symbol,
                start,
                start + DAY_MICROS + HOUR_MICROS,
                CsvLayout.lean(midnight, given()),
                PriceScale.NONE,
                zone);
    }

    /** The file with the time of its first tick, so that files of a folder can be put in order. */
    private TickFile starting(TickFile file) throws IOException, Unrecognised {
        String[] firstReason = {""};
        RejectListener noted = line -> {
            if (firstReason[0].isEmpty()) {
                firstReason[0] = ": line " + line.line() + ": " + line.reason();
            }
        };
        try (TickReader reader = file.open(wantedSymbol, noted)) {
            if (!reader.advance()) {
                throw new Unrecognised("no line is a tick" + firstReason[0]);
            }
            return file.withStart(reader.timeMicros());
        }
    }

    private static TickFile file(
            Path path, String entry, RecordFormat format, String symbol, CsvLayout layout, ZoneId zone) {
        return new TickFile(path, entry, format, symbol, 0, Long.MAX_VALUE, layout, PriceScale.NONE, zone);
    }

    private PriceScale given() {
        return options.priceScale() > 0 ? PriceScale.of(options.priceScale()) : PriceScale.NONE;
    }

    private ZoneId zoneOr(ZoneId otherwise) {
        return options.zone() == null ? otherwise : options.zone();
    }

    private void require(RecordFormat format) throws Unrecognised {
        if (options.format() != RecordFormat.AUTO && options.format() != format) {
            throw new Unrecognised(format.source() + ", not " + options.format().source());
        }
    }

    private static List<String> firstLines(Path path, String entry) throws IOException, Unrecognised {
        byte[] start;
        try (InputStream in = TickFile.stream(path, entry)) {
            start = in.readNBytes(SNIFFED_BYTES);
        }
        for (byte c : start) {
            if (c == 0) {
                throw new Unrecognised("neither text nor a known binary format");
            }
        }
        String text = new String(start, StandardCharsets.UTF_8);
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        boolean cut = start.length == SNIFFED_BYTES && text.lastIndexOf('\n') > 0;
        List<String> lines = (cut ? text.substring(0, text.lastIndexOf('\n')) : text)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        if (lines.isEmpty()) {
            throw new Unrecognised("empty");
        }
        return lines;
    }

    private static List<String> entries(Path path) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            return zip.stream()
                    .filter(e -> !e.isDirectory())
                    .map(ZipEntry::getName)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isZip(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.read() == 'P' && in.read() == 'K';
        }
    }

    private static int number(Path path, int index) {
        return Integer.parseInt(path.getName(index).toString());
    }

    private static String fileName(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    private static String parentName(Path path) {
        Path parent = path.toAbsolutePath().normalize().getParent();
        return parent == null ? "" : fileName(parent);
    }

    private static String shown(@Nullable String line) {
        return line == null ? "" : line.substring(0, Math.min(line.length(), 80));
    }

    /** A file that holds no ticks as far as can be told. */
    private static final class Unrecognised extends Exception {
        private static final long serialVersionUID = 1;
        private final String why;

        Unrecognised(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }
}
