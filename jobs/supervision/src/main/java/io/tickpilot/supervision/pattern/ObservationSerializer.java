package io.tickpilot.supervision.pattern;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import io.tickpilot.flink.type.VersionedSerializer;
import io.tickpilot.flink.type.VersionedSnapshot;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Observations, on their way and in the buffers of partial matches. */
public final class ObservationSerializer extends VersionedSerializer<Observation> {
    private static final long serialVersionUID = 1L;
    private static final int CURRENT = 1;

    public ObservationSerializer() {
        this(CURRENT);
    }

    private ObservationSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(Observation value, DataOutputView out) throws IOException {
        writeString(value.kind(), out);
        writeString(value.symbol(), out);
        writeString(value.strategy(), out);
        out.writeLong(value.logTimeMicros());
        out.writeInt(value.numbers().size());
        for (Map.Entry<String, Double> number : value.numbers().entrySet()) {
            writeString(number.getKey(), out);
            out.writeDouble(number.getValue());
        }
        out.writeInt(value.texts().size());
        for (Map.Entry<String, String> text : value.texts().entrySet()) {
            writeString(text.getKey(), out);
            writeString(text.getValue(), out);
        }
    }

    @Override
    protected Observation read(int version, DataInputView in) throws IOException {
        String kind = readString(in);
        String symbol = readString(in);
        String strategy = readString(in);
        long logTimeMicros = in.readLong();
        Map<String, Double> numbers = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            numbers.put(readString(in), in.readDouble());
        }
        Map<String, String> texts = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.put(readString(in), readString(in));
        }
        return new Observation(kind, symbol, strategy, logTimeMicros, numbers, texts);
    }

    @Override
    public TypeSerializerSnapshot<Observation> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<Observation> {
        public Snapshot() {
            super(CURRENT, ObservationSerializer::new);
        }
    }
}
