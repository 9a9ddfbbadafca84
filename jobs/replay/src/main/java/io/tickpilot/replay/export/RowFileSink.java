package io.tickpilot.replay.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Rows to text files, each row once: a checkpoint holds the files' lengths, a restore cuts them back. For one task only, on
 * the local file system. A file of an earlier run by that name is replaced when its first row comes.
 */
public final class RowFileSink<T> implements Sink<T>, SupportsWriterState<T, Map<String, Long>> {
    private static final long serialVersionUID = 1;

    private final String folder;
    private final RowFormat<T> format;

    public RowFileSink(Path folder, RowFormat<T> format) {
        this.folder = folder.toString();
        this.format = format;
    }

    @Override
    public StatefulSinkWriter<T, Map<String, Long>> createWriter(WriterInitContext context) {
        return new RowFileWriter<>(Path.of(folder), format);
    }

    @Override
    public StatefulSinkWriter<T, Map<String, Long>> restoreWriter(
            WriterInitContext context, Collection<Map<String, Long>> states) throws IOException {
        RowFileWriter<T> writer = new RowFileWriter<>(Path.of(folder), format);
        Map<String, Long> lengths = new HashMap<>();
        states.forEach(lengths::putAll);
        writer.cutBack(lengths);
        return writer;
    }

    @Override
    public SimpleVersionedSerializer<Map<String, Long>> getWriterStateSerializer() {
        return new LengthsSerializer();
    }
}
