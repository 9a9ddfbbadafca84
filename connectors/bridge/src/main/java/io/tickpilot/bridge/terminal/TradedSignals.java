package io.tickpilot.bridge.terminal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Ids of signals that were taken up and of commands that were done, on disk, so that a restarted terminal does none again. An entry is written
 * after the trade is in the {@link AccountFile}; at start those are forgotten that expired ten minutes ago, for a bridge whose
 * clock is behind may send one a little longer. One line each: id, then valid-until in microseconds. Not thread-safe.
 */
final class TradedSignals implements AutoCloseable {
    private static final long KEPT_MICROS = 600_000_000L;

    private final Map<String, Long> validUntil = new HashMap<>();
    private final BufferedWriter writer;

    private TradedSignals(Path file, long nowMicros) throws IOException {
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                read(line, nowMicros);
            }
        }
        writer = Files.newBufferedWriter(
                file,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        for (Map.Entry<String, Long> entry : validUntil.entrySet()) {
            write(entry.getKey(), entry.getValue());
        }
        writer.flush();
    }

    /** @throws UncheckedIOException when the file cannot be read or written */
    static TradedSignals open(Path file, long nowMicros) {
        try {
            return new TradedSignals(file, nowMicros);
        } catch (IOException e) {
            throw new UncheckedIOException("terminal journal cannot be opened: " + file, e);
        }
    }

    boolean knows(String id) {
        return validUntil.containsKey(id);
    }

    /** @return whether the id is new; then it is on disk */
    boolean add(String id, long validUntilMicros) {
        if (validUntil.putIfAbsent(id, validUntilMicros) != null) {
            return false;
        }
        try {
            write(id, validUntilMicros);
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("terminal journal cannot be written", e);
        }
        return true;
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("terminal journal cannot be closed", e);
        }
    }

    /** A line cut by a crash is ignored: the account still tells its trade. */
    private void read(String line, long nowMicros) {
        int space = line.indexOf(' ');
        if (space > 0 && line.substring(space + 1).matches("\\d{1,18};")) {
            long until = Long.parseLong(line.substring(space + 1, line.length() - 1));
            if (until >= nowMicros - KEPT_MICROS) {
                validUntil.put(line.substring(0, space), until);
            }
        }
    }

    private void write(String id, long validUntilMicros) throws IOException {
        writer.write(id + " " + validUntilMicros + ";\n");
    }
}
