package io.tickpilot.supervision.pattern;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import io.tickpilot.flink.type.VersionedSerializer;
import io.tickpilot.flink.type.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Observations between two operators. */
public final class RoutedSerializer extends VersionedSerializer<Routed> {
    private static final long serialVersionUID = 1L;
    private static final int CURRENT = 1;
    private static final ObservationSerializer OBSERVATIONS = new ObservationSerializer();

    public RoutedSerializer() {
        this(CURRENT);
    }

    private RoutedSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(Routed value, DataOutputView out) throws IOException {
        writeString(value.key(), out);
        writeString(value.definition(), out);
        OBSERVATIONS.serialize(value.observation(), out);
    }

    @Override
    protected Routed read(int version, DataInputView in) throws IOException {
        return new Routed(readString(in), readString(in), OBSERVATIONS.deserialize(in));
    }

    @Override
    public TypeSerializerSnapshot<Routed> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<Routed> {
        public Snapshot() {
            super(CURRENT, RoutedSerializer::new);
        }
    }
}
