package io.tickpilot.bridge.terminal;

import io.tickpilot.core.event.TradeReport;
import io.tickpilot.wire.WireCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A paper account on disk: the broker's books and the reports that are not known to be journaled, as one. Replaced as a whole,
 * so that a terminal that is killed finds what was before a change or after it. Not thread-safe.
 */
final class AccountFile {
    private static final int WITHOUT_DAY = 1;
    private static final int FORMAT = 2;

    private final Path file;
    private final Path draft;

    AccountFile(Path file) {
        this.file = file;
        this.draft = file.resolveSibling(file.getFileName() + ".draft");
    }

    /**
     * Reads the books into the broker, where there are any.
     *
     * @return the reports to be sent again, oldest first
     * @throws UncheckedIOException when the file cannot be read
     */
    List<TradeReport> restore(SimulatedBroker broker) {
        List<TradeReport> reports = new ArrayList<>();
        if (!Files.exists(file)) {
            return reports;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            int format = in.readInt();
            if (format != FORMAT && format != WITHOUT_DAY) {
                throw new IOException("unknown format: " + format);
            }
            broker.readFrom(in, format != WITHOUT_DAY);
            for (int left = in.readInt(); left > 0; left--) {
                reports.add(
                        WireCodec.toCore(io.tickpilot.wire.proto.TradeReport.parseFrom(in.readNBytes(in.readInt()))));
            }
            return reports;
        } catch (IOException e) {
            throw new UncheckedIOException("terminal account cannot be read: " + file, e);
        }
    }

    /** @param reports not known to be journaled, oldest first */
    void save(SimulatedBroker broker, Collection<TradeReport> reports) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(FORMAT);
            broker.writeTo(out);
            out.writeInt(reports.size());
            for (TradeReport report : reports) {
                byte[] encoded = WireCodec.toWire(report).toByteArray();
                out.writeInt(encoded.length);
                out.write(encoded);
            }
            Files.write(draft, bytes.toByteArray());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("terminal account cannot be written: " + file, e);
        }
    }
}
