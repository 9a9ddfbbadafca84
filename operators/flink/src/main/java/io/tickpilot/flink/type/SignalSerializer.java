package io.tickpilot.flink.type;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Signal;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A signal with its plan and the decision behind it. */
public final class SignalSerializer extends VersionedSerializer<Signal> {
    private static final long serialVersionUID = 1L;
    /** 2: its decision as {@link DecisionSerializer} writes it in its second format. */
    private static final int CURRENT = 2;

    private static final Side[] SIDES = Side.values();

    public SignalSerializer() {
        this(CURRENT);
    }

    private SignalSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(Signal signal, DataOutputView out) throws IOException {
        writeString(signal.id(), out);
        out.writeByte(signal.side().ordinal());
        out.writeLong(signal.createdMicros());
        out.writeLong(signal.validUntilMicros());
        DecisionSerializer.writePlan(signal.plan(), out);
        out.writeBoolean(signal.paper());
        DecisionSerializer.writeDecision(signal.decision(), out);
    }

    @Override
    protected Signal read(int version, DataInputView in) throws IOException {
        return new Signal(
                readString(in),
                SIDES[in.readByte()],
                in.readLong(),
                in.readLong(),
                DecisionSerializer.readPlan(in),
                in.readBoolean(),
                DecisionSerializer.readDecision(version, in));
    }

    @Override
    public TypeSerializerSnapshot<Signal> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<Signal> {
        public Snapshot() {
            super(CURRENT, SignalSerializer::new);
        }
    }
}
