package io.tickpilot.flink.type;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import io.tickpilot.core.breaker.Breaker;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.breaker.Cause;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A breaker's change, fields in their declared order. */
public final class BreakerChangeSerializer extends VersionedSerializer<BreakerChange> {
    private static final long serialVersionUID = 1L;
    private static final int CURRENT = 1;

    public BreakerChangeSerializer() {
        this(CURRENT);
    }

    private BreakerChangeSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(BreakerChange change, DataOutputView out) throws IOException {
        writeString(change.symbol(), out);
        writeString(change.scope(), out);
        writeString(change.from().name(), out);
        writeString(change.to().name(), out);
        writeString(change.cause().name(), out);
        out.writeDouble(change.value());
        out.writeDouble(change.limit());
        out.writeInt(change.falls());
        out.writeLong(change.untilMicros());
        writeString(change.issuedBy(), out);
        writeString(change.why(), out);
        out.writeInt(change.partition());
        out.writeInt(change.epoch());
        out.writeLong(change.sequence());
        out.writeLong(change.logTimeMicros());
    }

    @Override
    protected BreakerChange read(int version, DataInputView in) throws IOException {
        return new BreakerChange(
                readString(in),
                readString(in),
                Breaker.State.valueOf(readString(in)),
                Breaker.State.valueOf(readString(in)),
                Cause.valueOf(readString(in)),
                in.readDouble(),
                in.readDouble(),
                in.readInt(),
                in.readLong(),
                readString(in),
                readString(in),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<BreakerChange> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<BreakerChange> {
        public Snapshot() {
            super(CURRENT, BreakerChangeSerializer::new);
        }
    }
}
