package io.tickpilot.flink.connector.zeromq.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Version 1: maximum parallelism, number of unassigned splits, the splits in version 1 of their own format. */
public final class JournalEnumeratorStateSerializer implements SimpleVersionedSerializer<JournalEnumeratorState> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(JournalEnumeratorState state) {
        ByteBuffer buffer =
                ByteBuffer.allocate(2 * Integer.BYTES + state.unassigned().size() * JournalSplitSerializer.BYTES);
        buffer.putInt(state.maxParallelism());
        buffer.putInt(state.unassigned().size());
        for (JournalSplit split : state.unassigned()) {
            JournalSplitSerializer.write(split, buffer);
        }
        return buffer.array();
    }

    @Override
    public JournalEnumeratorState deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException("enumerator state cannot be read: version=" + version);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int maxParallelism = buffer.getInt();
        int count = buffer.getInt();
        List<JournalSplit> unassigned = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            unassigned.add(JournalSplitSerializer.read(buffer));
        }
        return new JournalEnumeratorState(maxParallelism, unassigned);
    }
}
