package io.tickpilot.flink.connector.zeromq.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Version 1: partition, epoch, next sequence, position; 24 bytes, big-endian. */
public final class JournalSplitSerializer implements SimpleVersionedSerializer<JournalSplit> {
    static final int VERSION = 1;
    static final int BYTES = 2 * Integer.BYTES + 2 * Long.BYTES;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(JournalSplit split) {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES);
        write(split, buffer);
        return buffer.array();
    }

    @Override
    public JournalSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION || bytes.length != BYTES) {
            throw new IOException("split cannot be read: version=" + version + " bytes=" + bytes.length);
        }
        return read(ByteBuffer.wrap(bytes));
    }

    static void write(JournalSplit split, ByteBuffer buffer) {
        buffer.putInt(split.partition());
        buffer.putInt(split.epoch());
        buffer.putLong(split.nextSequence());
        buffer.putLong(split.position());
    }

    static JournalSplit read(ByteBuffer buffer) {
        return new JournalSplit(buffer.getInt(), buffer.getInt(), buffer.getLong(), buffer.getLong());
    }
}
