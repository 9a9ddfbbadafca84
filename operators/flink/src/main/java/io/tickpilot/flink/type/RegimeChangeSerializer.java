package io.tickpilot.flink.type;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.regime.RegimeChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A regime change, fields in their declared order. */
public final class RegimeChangeSerializer extends VersionedSerializer<RegimeChange> {
    private static final long serialVersionUID = 1L;
    private static final int CURRENT = 1;
    private static final byte NO_REGIME = -1;
    private static final Timeframe[] TIMEFRAMES = Timeframe.values();
    private static final Regime[] REGIMES = Regime.values();

    public RegimeChangeSerializer() {
        this(CURRENT);
    }

    private RegimeChangeSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(RegimeChange change, DataOutputView out) throws IOException {
        Regime from = change.from();
        writeString(change.symbol(), out);
        out.writeByte(change.timeframe().ordinal());
        out.writeLong(change.timeMicros());
        out.writeByte(from == null ? NO_REGIME : from.ordinal());
        out.writeByte(change.to().ordinal());
        out.writeInt(change.probabilities().size());
        for (double probability : change.probabilities()) {
            out.writeDouble(probability);
        }
        writeString(change.model(), out);
        writeString(change.modelHash(), out);
    }

    @Override
    protected RegimeChange read(int version, DataInputView in) throws IOException {
        String symbol = readString(in);
        Timeframe timeframe = TIMEFRAMES[in.readByte()];
        long timeMicros = in.readLong();
        byte from = in.readByte();
        Regime to = REGIMES[in.readByte()];
        List<Double> probabilities = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            probabilities.add(in.readDouble());
        }
        return new RegimeChange(
                symbol,
                timeframe,
                timeMicros,
                from == NO_REGIME ? null : REGIMES[from],
                to,
                probabilities,
                readString(in),
                readString(in));
    }

    @Override
    public TypeSerializerSnapshot<RegimeChange> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<RegimeChange> {
        public Snapshot() {
            super(CURRENT, RegimeChangeSerializer::new);
        }
    }
}
