package io.tickpilot.replay.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;

/** Appends rows and knows how long each file is. */
final class RowFileWriter<T> implements StatefulSinkWriter<T, Map<String, Long>> {
    private static final int BUFFER_BYTES = 1 << 15;

    private final Path folder;
    private final RowFormat<T> format;
    private final Map<String, OpenFile> files = new HashMap<>();
    private final StringBuilder row = new StringBuilder(512);

    private static final class OpenFile {
        private final OutputStream out;
        private long length;

        OpenFile(OutputStream out, long length) {
            this.out = out;
            this.length = length;
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
            length += bytes.length;
        }
    }

    RowFileWriter(Path folder, RowFormat<T> format) {
        this.folder = folder;
        this.format = format;
    }

    void cutBack(Map<String, Long> lengths) throws IOException {
        for (Map.Entry<String, Long> entry : lengths.entrySet()) {
            Path path = folder.resolve(entry.getKey());
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(entry.getValue());
            }
            OutputStream out = Files.newOutputStream(path, StandardOpenOption.APPEND);
            files.put(entry.getKey(), new OpenFile(new BufferedOutputStream(out, BUFFER_BYTES), entry.getValue()));
        }
    }

    @Override
    public void write(T element, Context context) throws IOException {
        String name = format.fileOf(element);
        OpenFile file = files.get(name);
        if (file == null) {
            file = new OpenFile(new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), BUFFER_BYTES), 0);
            files.put(name, file);
            if (!format.header().isEmpty()) {
                file.write((format.header() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        row.setLength(0);
        format.append(element, row);
        file.write(row.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        for (OpenFile file : files.values()) {
            file.out.flush();
        }
    }

    @Override
    public List<Map<String, Long>> snapshotState(long checkpointId) throws IOException {
        flush(false);
        Map<String, Long> lengths = new HashMap<>();
        files.forEach((name, file) -> lengths.put(name, file.length));
        return List.of(lengths);
    }

    @Override
    public void close() throws IOException {
        for (OpenFile file : files.values()) {
            file.out.close();
        }
    }
}
