package io.tickpilot.local.features;

import io.tickpilot.core.config.ConfigException;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A file of rows that has its name only when it is whole: until {@link #commit} it is written beside it, under the name with
 * {@code .part} behind. Not thread-safe.
 */
public final class TableFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final Path part;
    private final TableWriter writer;
    private long rows;
    private boolean closed;

    private enum Format {
        CSV(".csv"),
        CSV_GZ(".csv.gz"),
        PARQUET(".parquet");

        private final String suffix;

        Format(String suffix) {
            this.suffix = suffix;
        }

        static Format of(Path file) {
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            for (Format format : values()) {
                if (name.endsWith(format.suffix) && name.length() > format.suffix.length()) {
                    return format;
                }
            }
            throw new ConfigException("--out: must end in .csv, .csv.gz or .parquet: " + file);
        }

        TableWriter open(Path part, List<TableColumn> columns, Map<String, String> notes) throws IOException {
            return switch (this) {
                case CSV -> new CsvWriter(Files.newOutputStream(part), columns);
                case CSV_GZ ->
                    new CsvWriter(
                            new BufferedOutputStream(
                                    new GZIPOutputStream(Files.newOutputStream(part), BUFFER_BYTES), BUFFER_BYTES),
                            columns);
                case PARQUET -> new ParquetTableWriter(part, columns, notes);
            };
        }
    }

    private TableFile(Path target, Path part, TableWriter writer) {
        this.target = target;
        this.part = part;
        this.writer = writer;
    }

    /**
     * Begins the file, and the folders it is to lie in.
     *
     * @param notes kept in the metadata of formats that have such
     * @throws ConfigException for a name of no known format, and for columns of one name
     */
    public static TableFile create(Path target, List<TableColumn> columns, Map<String, String> notes)
            throws IOException {
        Format format = Format.of(target);
        if (Files.isDirectory(target)) {
            throw new ConfigException("--out: must not be a folder: " + target);
        }
        long names = columns.stream().map(TableColumn::name).distinct().count();
        if (names < columns.size()) {
            throw new ConfigException("--schema: features must not be named as the columns symbol and time_micros: "
                    + columns.stream().map(TableColumn::name).toList());
        }
        Path absolute = target.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
        // An interrupted program leaves through here.
        part.toFile().deleteOnExit();
        return new TableFile(absolute, part, format.open(part, columns, notes));
    }

    public void write(TableRow row) throws IOException {
        writer.write(row);
        rows++;
    }

    public long rows() {
        return rows;
    }

    /** Nothing follows: the file gets its name, in place of one that had it. */
    public void commit() throws IOException {
        closed = true;
        writer.close();
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Without a commit nothing is left of it. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                writer.close();
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }
}
