package io.tickpilot.replay.export;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Lengths of files by their names. */
final class LengthsSerializer implements SimpleVersionedSerializer<Map<String, Long>> {
    @Override
    public int getVersion() {
        return 1;
    }

    @Override
    public byte[] serialize(Map<String, Long> lengths) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeInt(lengths.size());
        for (Map.Entry<String, Long> entry : lengths.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeLong(entry.getValue());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public Map<String, Long> deserialize(int version, byte[] bytes) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int count = in.readInt();
        Map<String, Long> lengths = new HashMap<>();
        for (int i = 0; i < count; i++) {
            lengths.put(in.readUTF(), in.readLong());
        }
        return lengths;
    }
}
