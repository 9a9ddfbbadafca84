package io.tickpilot.records;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Recorded one-minute bid bars of HistData as one stream by time: {@code 20180101 170000;open;high;low;close;volume}, the
 * start of the minute on New York's clock, daylight saving included, whatever its documentation says. Not thread-safe.
 */
public final class MinuteRecords implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("\\d{8} \\d{6};[^;]+;[^;]+;[^;]+;[^;]+(;.*)?");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /** The four prices ride in the four columns that hold numbers: open, high, low, close. */
    private static final CsvLayout LAYOUT = new CsvLayout(
            ';',
            false,
            List.of(CsvColumn.TIME, CsvColumn.BID, CsvColumn.ASK, CsvColumn.BID_SIZE, CsvColumn.ASK_SIZE),
            CsvLayout.WHOLE_TIME,
            false,
            PriceScale.NONE);

    private final PriorityQueue<Source> sources =
            new PriorityQueue<>(Comparator.<Source>comparingLong(source -> source.minute.startMicros())
                    .thenComparingInt(source -> source.order));

    private final BytesRead bytes = new BytesRead();

    /** One bar of bids. */
    public record Minute(String symbol, long startMicros, double open, double high, double low, double close) {}

    private MinuteRecords() {}

    /** Whether the first file there holds such bars. */
    public static boolean recognises(RecordInput input) {
        for (Path file : files(input.path())) {
            for (String entry : entries(file)) {
                return isMinutes(file, entry);
            }
        }
        return false;
    }

    /**
     * @param rejects hears of lines that are no bar and of bars whose prices contradict one another
     * @throws RecordException when a path is missing or unreadable, or holds a file of another kind
     */
    public static MinuteRecords open(List<RecordInput> inputs, RejectListener rejects) {
        MinuteRecords records = new MinuteRecords();
        int order = 0;
        for (RecordInput input : inputs) {
            for (Path file : files(input.path())) {
                for (String entry : entries(file)) {
                    if (!isMinutes(file, entry)) {
                        records.close();
                        throw new RecordException(
                                "not one-minute bars of HistData as the first file is: " + TickFile.name(file, entry));
                    }
                    Source source = new Source(order++, input, file, entry, rejects, records.bytes);
                    if (source.advance()) {
                        records.sources.add(source);
                    }
                }
            }
        }
        return records;
    }

    /** How much of the files' bytes has been read, 0 to 1. */
    public double share() {
        return bytes.share();
    }

    /** The next bar by time, null after the last. */
    public @Nullable Minute next() {
        Source source = sources.poll();
        if (source == null) {
            return null;
        }
        Minute minute = source.minute;
        if (source.advance()) {
            sources.add(source);
        }
        return minute;
    }

    @Override
    public void close() {
        sources.forEach(Source::close);
        sources.clear();
    }

    private static List<Path> files(Path root) {
        if (!Files.exists(root)) {
            throw new RecordException("no such file or folder: " + root);
        }
        try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file ->
                            file.equals(root) || !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw TickFiles.unreadable(root.toString(), e);
        }
    }

    /** The CSV files of a zip; one empty name for any other file. */
    private static List<String> entries(Path file) {
        if (!file.getFileName().toString().endsWith(".zip")) {
            return List.of("");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> names = new ArrayList<>();
            zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".csv"))
                    .forEach(names::add);
            return names;
        } catch (IOException e) {
            throw TickFiles.unreadable(file.toString(), e);
        }
    }

    private static boolean isMinutes(Path file, String entry) {
        try (InputStream in = TickFile.stream(file, entry);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
            String first = lines.readLine();
            return first != null && LINE.matcher(first).matches();
        } catch (IOException e) {
            throw TickFiles.unreadable(TickFile.name(file, entry), e);
        }
    }

    private static final class Source {
        private final int order;
        private final RecordInput input;
        private final String name;
        private final BytesRead.Part part;
        private final CsvReader reader;
        private final RejectListener rejects;
        private Minute minute = new Minute("", Long.MIN_VALUE, 0, 0, 0, 0);

        Source(int order, RecordInput input, Path file, String entry, RejectListener rejects, BytesRead bytes) {
            this.order = order;
            this.input = input;
            this.name = TickFile.name(file, entry);
            this.rejects = rejects;
            ZoneId zone =
                    input.options().zone() == null ? NEW_YORK : input.options().zone();
            try {
                this.part = bytes.expect(TickFile.bytes(file, entry));
                this.reader = new CsvReader(name, TickFile.stream(file, entry, part), LAYOUT, zone, "", rejects);
            } catch (IOException e) {
                throw TickFiles.unreadable(name, e);
            }
        }

        /** Steps to the next bar of the wanted period; closes at the end. */
        boolean advance() {
            try {
                while (reader.advance()) {
                    Minute next = new Minute(
                            input.symbol(),
                            reader.timeMicros(),
                            reader.bid(),
                            reader.ask(),
                            reader.bidSize(),
                            reader.askSize());
                    boolean wanted = next.startMicros() >= input.options().fromMicros()
                            && next.startMicros() < input.options().toMicros();
                    if (wanted && isSound(next)) {
                        minute = next;
                        return true;
                    }
                }
            } catch (IOException e) {
                throw TickFiles.unreadable(name, e);
            }
            close();
            return false;
        }

        private boolean isSound(Minute next) {
            boolean sound = next.low() > 0
                    && next.low() <= Math.min(next.open(), next.close())
                    && next.high() >= Math.max(next.open(), next.close())
                    && next.startMicros() > minute.startMicros();
            if (!sound) {
                rejects.onReject(
                        new RejectedLine(name, 0, next.toString(), "bar contradicts itself or the one before"));
            }
            return sound;
        }

        void close() {
            part.end();
            try {
                reader.close();
            } catch (IOException e) {
                throw TickFiles.unreadable(name, e);
            }
        }
    }
}
