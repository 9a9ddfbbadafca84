package io.tickpilot.flink.type;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.RejectReason;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A rejected event with the reason by name. */
public final class DeadLetterSerializer extends VersionedSerializer<DeadLetter> {
    private static final long serialVersionUID = 1L;
    private static final int CURRENT = 1;

    public DeadLetterSerializer() {
        this(CURRENT);
    }

    private DeadLetterSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(DeadLetter letter, DataOutputView out) throws IOException {
        SequencedEventSerializer.writeEvent(letter.event(), out);
        writeString(letter.reason().name(), out);
        writeString(letter.detail(), out);
    }

    @Override
    protected DeadLetter read(int version, DataInputView in) throws IOException {
        return new DeadLetter(
                SequencedEventSerializer.readEvent(in), RejectReason.valueOf(readString(in)), readString(in));
    }

    @Override
    public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<DeadLetter> {
        public Snapshot() {
            super(CURRENT, DeadLetterSerializer::new);
        }
    }
}
