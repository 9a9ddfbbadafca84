package io.tickpilot.supervision.pattern;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import io.tickpilot.flink.type.VersionedSerializer;
import io.tickpilot.flink.type.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What patterns have opened, in checkpoints. */
public final class WatchSerializer extends VersionedSerializer<Watch> {
    private static final long serialVersionUID = 1L;
    private static final int CURRENT = 1;

    public WatchSerializer() {
        this(CURRENT);
    }

    private WatchSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(Watch value, DataOutputView out) throws IOException {
        writeString(value.definition(), out);
        writeString(value.symbol(), out);
        writeString(value.target(), out);
        out.writeLong(value.untilMicros());
    }

    @Override
    protected Watch read(int version, DataInputView in) throws IOException {
        return new Watch(readString(in), readString(in), readString(in), in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<Watch> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<Watch> {
        public Snapshot() {
            super(CURRENT, WatchSerializer::new);
        }
    }
}
