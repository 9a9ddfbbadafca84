package io.tickpilot.flink.connector.zeromq.source;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Version 1: number of assigned topics in four bytes, big-endian; the topics in order, as modified UTF-8. */
public final class TopicEnumeratorStateSerializer implements SimpleVersionedSerializer<TopicEnumeratorState> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(TopicEnumeratorState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeInt(state.assigned().size());
        for (String topic : new TreeSet<>(state.assigned())) {
            out.writeUTF(topic);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public TopicEnumeratorState deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException("enumerator state cannot be read: version=" + version);
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        Set<String> assigned = new HashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            assigned.add(in.readUTF());
        }
        return new TopicEnumeratorState(assigned);
    }
}
