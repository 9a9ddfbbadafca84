package io.tickpilot.flink.type;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.flink.SymbolSummary;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A symbol's summary, counts by name. */
public final class SymbolSummarySerializer extends VersionedSerializer<SymbolSummary> {
    private static final long serialVersionUID = 1L;
    private static final int WITH_REGIME_CHANGES = 2;
    private static final int CURRENT = WITH_REGIME_CHANGES;

    public SymbolSummarySerializer() {
        this(CURRENT);
    }

    private SymbolSummarySerializer(int version) {
        super(version);
    }

    @Override
    protected void write(SymbolSummary summary, DataOutputView out) throws IOException {
        writeString(summary.symbol(), out);
        out.writeLong(summary.ticks());
        writeCounts(summary.rejected(), out);
        writeCounts(summary.bars(), out);
        out.writeLong(summary.decisions());
        out.writeLong(summary.signals());
        out.writeLong(summary.regimeChanges());
        out.writeInt(summary.decisionHash().length);
        out.write(summary.decisionHash());
    }

    @Override
    protected SymbolSummary read(int version, DataInputView in) throws IOException {
        return new SymbolSummary(
                readString(in),
                in.readLong(),
                readCounts(RejectReason.class, in),
                readCounts(Timeframe.class, in),
                in.readLong(),
                in.readLong(),
                version < WITH_REGIME_CHANGES ? 0 : in.readLong(),
                readBytes(in));
    }

    /** In the order of the constants, so that equal summaries have equal bytes. */
    private static <E extends Enum<E>> void writeCounts(Map<E, Long> counts, DataOutputView out) throws IOException {
        out.writeInt(counts.size());
        for (Map.Entry<E, Long> entry : new TreeMap<>(counts).entrySet()) {
            writeString(entry.getKey().name(), out);
            out.writeLong(entry.getValue());
        }
    }

    private static <E extends Enum<E>> Map<E, Long> readCounts(Class<E> type, DataInputView in) throws IOException {
        Map<E, Long> counts = new EnumMap<>(type);
        for (int left = in.readInt(); left > 0; left--) {
            counts.put(Enum.valueOf(type, readString(in)), in.readLong());
        }
        return counts;
    }

    private static byte[] readBytes(DataInputView in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    @Override
    public TypeSerializerSnapshot<SymbolSummary> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<SymbolSummary> {
        public Snapshot() {
            super(CURRENT, SymbolSummarySerializer::new);
        }
    }
}
