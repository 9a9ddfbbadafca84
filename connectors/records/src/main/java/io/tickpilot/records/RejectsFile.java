package io.tickpilot.records;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps rejected lines, one a row: {@code file:line<TAB>reason<TAB>text}. Created with its first row. */
public final class RejectsFile implements RejectListener, AutoCloseable {
    private final Path path;
    private final AtomicLong count = new AtomicLong();
    private BufferedWriter writer = new BufferedWriter(BufferedWriter.nullWriter());
    private boolean open;

    /** Replaces a file of an earlier run by that name. */
    public RejectsFile(Path path) {
        this.path = path;
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    @Override
    public synchronized void onReject(RejectedLine line) {
        count.incrementAndGet();
        try {
            if (!open) {
                writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
                open = true;
            }
            writer.write(line.file() + ":" + line.line() + "\t" + line.reason() + "\t" + line.text());
            writer.write('\n');
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    public long count() {
        return count.get();
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static RecordException unwritable(Path path, IOException e) {
        return new RecordException("rejects file cannot be written: " + path + ": " + e.getMessage(), e);
    }
}
