package io.tickpilot.replay.source;

import io.tickpilot.records.RecordInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;

/** Splits and lists of splits. They never outlive a run, so Java's own serialization serves for the inputs. */
final class ReplaySplitSerializer implements SimpleVersionedSerializer<ReplaySplit> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(ReplaySplit split) throws IOException {
        byte[] inputs = InstantiationUtil.serializeObject(new ArrayList<>(split.inputs()));
        DataOutputSerializer out = new DataOutputSerializer(inputs.length + 16);
        out.writeInt(split.partition());
        out.writeLong(split.emitted());
        out.writeInt(inputs.length);
        out.write(inputs);
        return out.getCopyOfBuffer();
    }

    @Override
    public ReplaySplit deserialize(int version, byte[] bytes) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int partition = in.readInt();
        long emitted = in.readLong();
        byte[] inputs = new byte[in.readInt()];
        in.readFully(inputs);
        try {
            List<RecordInput> read =
                    InstantiationUtil.deserializeObject(inputs, ReplaySplitSerializer.class.getClassLoader());
            return new ReplaySplit(partition, List.copyOf(read), emitted);
        } catch (ClassNotFoundException e) {
            throw new IOException("split is not readable: partition=" + partition, e);
        }
    }

    /** The enumerator's state: splits not yet given out. */
    static final class OfList implements SimpleVersionedSerializer<List<ReplaySplit>> {
        private final ReplaySplitSerializer each = new ReplaySplitSerializer();

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(List<ReplaySplit> splits) throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(256);
            out.writeInt(splits.size());
            for (ReplaySplit split : splits) {
                byte[] bytes = each.serialize(split);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            return out.getCopyOfBuffer();
        }

        @Override
        public List<ReplaySplit> deserialize(int version, byte[] bytes) throws IOException {
            DataInputDeserializer in = new DataInputDeserializer(bytes);
            int count = in.readInt();
            List<ReplaySplit> splits = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                byte[] split = new byte[in.readInt()];
                in.readFully(split);
                splits.add(each.deserialize(version, split));
            }
            return splits;
        }
    }
}
