package io.tickpilot.records;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A file, or an entry of an archive, that was recognised to hold ticks.
 *
 * @param entry of a zip, empty for none
 * @param symbol as its names tell it, empty when they do not
 * @param startMicros no tick is earlier; {@code endMicros} none is this late or later
 * @param layout of the lines, null for Dukascopy
 */
record TickFile(
        Path path,
        String entry,
        RecordFormat format,
        String symbol,
        long startMicros,
        long endMicros,
        @Nullable CsvLayout layout,
        PriceScale scale,
        ZoneId zone) {
    private static final int BUFFER_BYTES = 1 << 16;

    /** For messages: the path, and the entry within it. */
    String name() {
        return name(path, entry);
    }

    static String name(Path path, String entry) {
        return entry.isEmpty() ? path.toString() : path + "!" + entry;
    }

    /** Letters and digits of a symbol in capitals, to compare names of different houses. */
    static String plain(String symbol) {
        return symbol.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }

    TickFile withStart(long micros) {
        return new TickFile(path, entry, format, symbol, micros, endMicros, layout, scale, zone);
    }

    /** What {@link #open} will read in bytes, of a zip's entry decompressed; 0 when nobody knows. */
    static long bytes(Path path, String entry) throws IOException {
        if (entry.isEmpty()) {
            return Files.size(path);
        }
        try (ZipFile zip = new ZipFile(path.toFile())) {
            ZipEntry found = zip.getEntry(entry);
            return found == null ? 0 : Math.max(0, found.getSize());
        }
    }

    TickReader open(String wantedSymbol, RejectListener rejects) throws IOException {
        return open(wantedSymbol, rejects, new BytesRead().expect(0));
    }

    /** The same, counted as it is read. */
    TickReader open(String wantedSymbol, RejectListener rejects, BytesRead.Part part) throws IOException {
        if (layout == null) {
            try (InputStream in = new BufferedInputStream(part.counting(Files.newInputStream(path)), BUFFER_BYTES)) {
                return new Bi5Reader(in, Files.size(path), startMicros, scale);
            }
        }
        return new CsvReader(name(), stream(path, entry, part), layout, zone, plain(wantedSymbol), rejects);
    }

    /** The decompressed bytes of a file: plain, gzip (told by its first bytes) or an entry of a zip. */
    static InputStream stream(Path path, String entry) throws IOException {
        return stream(path, entry, new BytesRead().expect(0));
    }

    /** The same, counted as it is read. */
    static InputStream stream(Path path, String entry, BytesRead.Part part) throws IOException {
        if (!entry.isEmpty()) {
            return part.counting(zipped(path, entry));
        }
        InputStream in = new BufferedInputStream(part.counting(Files.newInputStream(path)), BUFFER_BYTES);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    }

    private static InputStream zipped(Path path, String entry) throws IOException {
        ZipFile zip = new ZipFile(path.toFile());
        ZipEntry found = zip.getEntry(entry);
        if (found == null) {
            zip.close();
            throw new ZipException("no such entry: " + entry);
        }
        return new FilterInputStream(zip.getInputStream(found)) {
            @Override
            public void close() throws IOException {
                super.close();
                zip.close();
            }
        };
    }
}
