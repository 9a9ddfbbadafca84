package io.tickpilot.flink.type;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import io.tickpilot.core.market.Side;
import io.tickpilot.core.risk.PositionDifference;
import io.tickpilot.core.risk.Reconciled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Positions that agree again, fields in their declared order. */
public final class ReconciledSerializer extends VersionedSerializer<Reconciled> {
    private static final long serialVersionUID = 1L;
    private static final int CURRENT = 1;

    public ReconciledSerializer() {
        this(CURRENT);
    }

    private ReconciledSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(Reconciled told, DataOutputView out) throws IOException {
        writeString(told.symbol(), out);
        writeString(told.account(), out);
        out.writeInt(told.differences().size());
        for (PositionDifference difference : told.differences()) {
            writeString(difference.kind().name(), out);
            writeString(difference.strategy(), out);
            writeString(difference.signalId(), out);
            out.writeLong(difference.originTicket());
            out.writeBoolean(difference.side() == Side.BUY);
            out.writeDouble(difference.ours());
            out.writeDouble(difference.theirs());
        }
        out.writeInt(told.held());
        out.writeInt(told.partition());
        out.writeInt(told.epoch());
        out.writeLong(told.sequence());
        out.writeLong(told.logTimeMicros());
    }

    @Override
    protected Reconciled read(int version, DataInputView in) throws IOException {
        String symbol = readString(in);
        String account = readString(in);
        List<PositionDifference> differences = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            differences.add(new PositionDifference(
                    PositionDifference.Kind.valueOf(readString(in)),
                    readString(in),
                    readString(in),
                    in.readLong(),
                    in.readBoolean() ? Side.BUY : Side.SELL,
                    in.readDouble(),
                    in.readDouble()));
        }
        return new Reconciled(
                symbol, account, differences, in.readInt(), in.readInt(), in.readInt(), in.readLong(), in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<Reconciled> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<Reconciled> {
        public Snapshot() {
            super(CURRENT, ReconciledSerializer::new);
        }
    }
}
