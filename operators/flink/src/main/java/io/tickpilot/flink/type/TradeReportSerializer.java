package io.tickpilot.flink.type;

import io.tickpilot.core.event.TradeReport;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What became of an order, as the side output carries it. */
public final class TradeReportSerializer extends VersionedSerializer<TradeReport> {
    private static final long serialVersionUID = 1L;
    private static final int CURRENT = 1;

    public TradeReportSerializer() {
        this(CURRENT);
    }

    private TradeReportSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(TradeReport value, DataOutputView out) throws IOException {
        SequencedEventSerializer.writeReport(value, out);
    }

    @Override
    protected TradeReport read(int version, DataInputView in) throws IOException {
        return SequencedEventSerializer.readReport(in);
    }

    @Override
    public TypeSerializerSnapshot<TradeReport> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<TradeReport> {
        public Snapshot() {
            super(CURRENT, TradeReportSerializer::new);
        }
    }
}
