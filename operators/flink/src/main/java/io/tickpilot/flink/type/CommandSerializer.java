package io.tickpilot.flink.type;

import io.tickpilot.core.event.Command;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What the engine's operator asks for, as the side output carries it. */
public final class CommandSerializer extends VersionedSerializer<Command> {
    private static final long serialVersionUID = 1L;
    private static final int CURRENT = 1;

    public CommandSerializer() {
        this(CURRENT);
    }

    private CommandSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(Command value, DataOutputView out) throws IOException {
        SequencedEventSerializer.writeCommand(value, out);
    }

    @Override
    protected Command read(int version, DataInputView in) throws IOException {
        return SequencedEventSerializer.readCommand(in);
    }

    @Override
    public TypeSerializerSnapshot<Command> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<Command> {
        public Snapshot() {
            super(CURRENT, CommandSerializer::new);
        }
    }
}
