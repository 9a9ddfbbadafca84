package io.tickpilot.flink.type;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A closed bar, fields in their declared order. */
public final class BarSerializer extends VersionedSerializer<Bar> {
    private static final long serialVersionUID = 1L;
    private static final int CURRENT = 1;
    private static final Timeframe[] TIMEFRAMES = Timeframe.values();

    public BarSerializer() {
        this(CURRENT);
    }

    private BarSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(Bar bar, DataOutputView out) throws IOException {
        writeString(bar.symbol(), out);
        out.writeByte(bar.timeframe().ordinal());
        out.writeLong(bar.startMicros());
        out.writeDouble(bar.bidOpen());
        out.writeDouble(bar.bidHigh());
        out.writeDouble(bar.bidLow());
        out.writeDouble(bar.bidClose());
        out.writeDouble(bar.askOpen());
        out.writeDouble(bar.askHigh());
        out.writeDouble(bar.askLow());
        out.writeDouble(bar.askClose());
        out.writeInt(bar.ticks());
        out.writeDouble(bar.bidVolume());
        out.writeDouble(bar.askVolume());
    }

    @Override
    protected Bar read(int version, DataInputView in) throws IOException {
        return new Bar(
                readString(in),
                TIMEFRAMES[in.readByte()],
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readInt(),
                in.readDouble(),
                in.readDouble());
    }

    @Override
    public TypeSerializerSnapshot<Bar> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<Bar> {
        public Snapshot() {
            super(CURRENT, BarSerializer::new);
        }
    }
}
