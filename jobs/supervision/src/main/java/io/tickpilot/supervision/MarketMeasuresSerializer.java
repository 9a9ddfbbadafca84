package io.tickpilot.supervision;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.flink.type.VersionedSerializer;
import io.tickpilot.flink.type.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Measures of a symbol in checkpoints. */
public final class MarketMeasuresSerializer extends VersionedSerializer<MarketMeasures> {
    private static final long serialVersionUID = 1L;
    private static final int CURRENT = 1;

    public MarketMeasuresSerializer() {
        this(CURRENT);
    }

    private MarketMeasuresSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(MarketMeasures value, DataOutputView out) throws IOException {
        out.writeDouble(value.atr);
        out.writeDouble(value.trueRanges);
        out.writeInt(value.ranges);
        out.writeDouble(value.spread);
        out.writeInt(value.spreads);
        out.writeInt(value.closes.length);
        for (int i = 0; i < value.closes.length; i++) {
            out.writeUTF(Timeframe.values()[i].name());
            out.writeDouble(value.closes[i]);
        }
    }

    @Override
    protected MarketMeasures read(int version, DataInputView in) throws IOException {
        MarketMeasures measures = new MarketMeasures();
        measures.atr = in.readDouble();
        measures.trueRanges = in.readDouble();
        measures.ranges = in.readInt();
        measures.spread = in.readDouble();
        measures.spreads = in.readInt();
        for (int left = in.readInt(); left > 0; left--) {
            measures.closes[Timeframe.valueOf(in.readUTF()).ordinal()] = in.readDouble();
        }
        return measures;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public MarketMeasures copy(MarketMeasures from) {
        MarketMeasures copy = new MarketMeasures();
        copy.atr = from.atr;
        copy.trueRanges = from.trueRanges;
        copy.ranges = from.ranges;
        copy.spread = from.spread;
        copy.spreads = from.spreads;
        System.arraycopy(from.closes, 0, copy.closes, 0, from.closes.length);
        return copy;
    }

    @Override
    public TypeSerializerSnapshot<MarketMeasures> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<MarketMeasures> {
        public Snapshot() {
            super(CURRENT, MarketMeasuresSerializer::new);
        }
    }
}
