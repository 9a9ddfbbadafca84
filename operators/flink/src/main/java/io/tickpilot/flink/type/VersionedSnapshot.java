package io.tickpilot.flink.type;

import java.io.IOException;
import java.util.function.IntFunction;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Remembers in a checkpoint which format its values were written in. Subclasses need a public no-argument constructor. */
public abstract class VersionedSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int SNAPSHOT_VERSION = 1;

    private final int current;
    private final IntFunction<? extends VersionedSerializer<T>> serializers;
    private int version;

    protected VersionedSnapshot(int current, IntFunction<? extends VersionedSerializer<T>> serializers) {
        this.current = current;
        this.version = current;
        this.serializers = serializers;
    }

    @Override
    public final int getCurrentVersion() {
        return SNAPSHOT_VERSION;
    }

    @Override
    public final void writeSnapshot(DataOutputView out) throws IOException {
        out.writeInt(version);
    }

    @Override
    public final void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader) throws IOException {
        version = in.readInt();
    }

    @Override
    public final TypeSerializer<T> restoreSerializer() {
        if (version < 1 || version > current) {
            throw new IllegalStateException("state was written by a newer release: format=" + version + " known="
                    + current + " type=" + getClass().getName());
        }
        return serializers.apply(version);
    }

    @Override
    public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        if (old.getClass() != getClass()) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        int written = ((VersionedSnapshot<T>) old).version;
        if (written == version) {
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        }
        return written < version
                ? TypeSerializerSchemaCompatibility.compatibleAfterMigration()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
