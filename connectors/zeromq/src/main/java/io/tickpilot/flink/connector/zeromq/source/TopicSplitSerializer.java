package io.tickpilot.flink.connector.zeromq.source;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Version 1: topic as modified UTF-8 behind its length in two bytes, next sequence in eight; big-endian. */
public final class TopicSplitSerializer implements SimpleVersionedSerializer<TopicSplit> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(TopicSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF(split.topic());
        out.writeLong(split.nextSequence());
        return out.getCopyOfBuffer();
    }

    @Override
    public TopicSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException("split cannot be read: version=" + version);
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        return new TopicSplit(in.readUTF(), in.readLong());
    }
}
