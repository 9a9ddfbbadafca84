package io.tickpilot.replay.export;

import io.tickpilot.flink.SymbolSummary;
import io.tickpilot.flink.type.CoreTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The summaries of symbols on their way from the job to the one who started it. */
public final class SummaryRows implements RowFormat<SymbolSummary> {
    /** The one file. */
    public static final String FILE = "summaries";

    private static final long serialVersionUID = 1;

    @Override
    public String fileOf(SymbolSummary summary) {
        return FILE;
    }

    @Override
    public String header() {
        return "";
    }

    @Override
    public void append(SymbolSummary summary, StringBuilder row) {
        DataOutputSerializer out = new DataOutputSerializer(256);
        try {
            serializer().serialize(summary, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        row.append(Base64.getEncoder().encodeToString(out.getCopyOfBuffer()));
    }

    public static SymbolSummary parse(String row) throws IOException {
        return serializer()
                .deserialize(new DataInputDeserializer(Base64.getDecoder().decode(row)));
    }

    private static TypeSerializer<SymbolSummary> serializer() {
        return CoreTypes.SYMBOL_SUMMARY.createSerializer(new SerializerConfigImpl());
    }
}
