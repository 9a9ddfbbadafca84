package io.tickpilot.flink.type;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A serializer with a numbered format. It writes the current one and reads the one it was made for, which is an older
 * one only while old state is migrated. Subclasses are immutable and shared between threads.
 */
public abstract class VersionedSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final int version;

    protected VersionedSerializer(int version) {
        this.version = version;
    }

    /** Writes the current format. */
    protected abstract void write(T value, DataOutputView out) throws IOException;

    /**
     * Reads one value.
     *
     * @param version of the format it was written in, from 1
     */
    protected abstract T read(int version, DataInputView in) throws IOException;

    final int version() {
        return version;
    }

    @Override
    public final void serialize(T value, DataOutputView out) throws IOException {
        write(value, out);
    }

    @Override
    public final T deserialize(DataInputView in) throws IOException {
        return read(version, in);
    }

    @Override
    public final T deserialize(T reuse, DataInputView in) throws IOException {
        return read(version, in);
    }

    @Override
    public void copy(DataInputView from, DataOutputView to) throws IOException {
        write(read(version, from), to);
    }

    /** Records are shared, not copied; a mutable type overrides this and {@link #copy(Object)}. */
    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return this;
    }

    /** Records cannot be made empty; Flink asks for it only to reuse mutable values. */
    @Override
    public final T createInstance() {
        throw new UnsupportedOperationException(
                "values are made by deserialize only: " + getClass().getSimpleName());
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass() && ((VersionedSerializer<?>) other).version == version;
    }

    @Override
    public final int hashCode() {
        return 31 * getClass().hashCode() + version;
    }
}
