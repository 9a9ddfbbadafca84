package io.tickpilot.flink.type;

import io.tickpilot.core.engine.SymbolState;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Keyed state by the core's own versioned format. The object graph is mutable, so {@link #copy(SymbolState)} is deep:
 * the heap backend calls it when a value is asked for while a snapshot still holds it.
 */
public final class SymbolStateSerializer extends VersionedSerializer<SymbolState> {
    private static final long serialVersionUID = 1L;
    private static final int CURRENT = 1;
    private static final int USUAL_BYTES = 16 * 1024;

    public SymbolStateSerializer() {
        this(CURRENT);
    }

    private SymbolStateSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(SymbolState value, DataOutputView out) throws IOException {
        value.writeTo(out);
    }

    @Override
    protected SymbolState read(int version, DataInputView in) throws IOException {
        return SymbolState.readFrom(in);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public SymbolState copy(SymbolState from) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(USUAL_BYTES);
            serialize(from, out);
            return deserialize(new DataInputDeserializer(out.getSharedBuffer(), 0, out.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TypeSerializerSnapshot<SymbolState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<SymbolState> {
        public Snapshot() {
            super(CURRENT, SymbolStateSerializer::new);
        }
    }
}
