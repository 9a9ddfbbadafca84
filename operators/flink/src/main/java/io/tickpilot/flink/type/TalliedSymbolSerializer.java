package io.tickpilot.flink.type;

import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.flink.SymbolTally;
import io.tickpilot.flink.TalliedSymbol;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Keyed state by the core's own versioned format. The object graph is mutable, so {@link #copy(TalliedSymbol)} is deep:
 * the heap backend calls it when a value is asked for while a snapshot still holds it.
 */
public final class TalliedSymbolSerializer extends VersionedSerializer<TalliedSymbol> {
    private static final long serialVersionUID = 1L;
    private static final int CURRENT = 1;
    private static final int USUAL_BYTES = 16 * 1024;

    public TalliedSymbolSerializer() {
        this(CURRENT);
    }

    private TalliedSymbolSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(TalliedSymbol value, DataOutputView out) throws IOException {
        value.tally().writeTo(out);
        value.state().writeTo(out);
    }

    @Override
    protected TalliedSymbol read(int version, DataInputView in) throws IOException {
        SymbolTally tally = SymbolTally.readFrom(in);
        return new TalliedSymbol(SymbolState.readFrom(in), tally);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TalliedSymbol copy(TalliedSymbol from) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(USUAL_BYTES);
            serialize(from, out);
            return deserialize(new DataInputDeserializer(out.getSharedBuffer(), 0, out.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TypeSerializerSnapshot<TalliedSymbol> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<TalliedSymbol> {
        public Snapshot() {
            super(CURRENT, TalliedSymbolSerializer::new);
        }
    }
}
