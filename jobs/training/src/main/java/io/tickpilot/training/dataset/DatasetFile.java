package io.tickpilot.training.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.training.Drafts;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.dataset.SampleCollector.Placed;
import io.tickpilot.training.dataset.SampleCollector.WindowSink;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A dataset on disk: magic number with version, windows as little-endian floats in the order they were taken, samples by time and
 * symbol, {@link DatasetInfo} as JSON, then how long each part is and a CRC-32C of all before it.
 */
final class DatasetFile {
    /** {@code TPDATA} and the version of the format. */
    private static final long MAGIC = 0x5450_4441_5441_0001L;

    private static final int TRAILER_BYTES = 3 * Integer.BYTES;
    private static final int CHECKSUM_BYTES = Long.BYTES;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private DatasetFile() {}

    /** A file in the making, hidden until it is whole. */
    static final class Writer implements WindowSink, AutoCloseable {
        private final Path target;
        private final Path draft;
        private final FileChannel channel;
        private final CRC32C checksum = new CRC32C();
        private final DataOutputStream out;
        private final ByteBuffer bytes;
        private int windows;

        Writer(Path target, int windowLength) throws IOException {
            this.target = target;
            this.draft = target.resolveSibling("." + target.getFileName() + ".new-"
                    + ProcessHandle.current().pid());
            this.channel = Drafts.begin(
                    draft,
                    () -> FileChannel.open(
                            draft,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE));
            this.out = new DataOutputStream(new CheckedOutputStream(
                    new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES), checksum));
            this.bytes = ByteBuffer.allocate(windowLength * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            out.writeLong(MAGIC);
        }

        @Override
        public void add(float[] window) {
            bytes.asFloatBuffer().put(window);
            try {
                out.write(bytes.array());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            windows++;
        }

        /** Puts the whole file in its place. */
        void finish(DatasetInfo info, List<Placed> samples) throws IOException {
            for (Placed each : samples) {
                write(each, info.symbols().indexOf(each.sample().symbol()));
            }
            byte[] text = JSON.writeValueAsBytes(info);
            out.write(text);
            out.writeInt(windows);
            out.writeInt(samples.size());
            out.writeInt(text.length);
            out.writeLong(checksum.getValue());
            out.flush();
            channel.force(true);
            out.close();
            Drafts.finish(
                    draft,
                    () -> Files.move(
                            draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
        }

        private void write(Placed placed, int symbol) throws IOException {
            Sample sample = placed.sample();
            out.writeInt(placed.place());
            out.writeInt(symbol);
            out.writeLong(sample.timeMicros());
            out.writeLong(sample.endMicros());
            out.writeByte(sample.label().ordinal());
            out.writeDouble(sample.weight());
            Entry entry = sample.entry();
            out.writeDouble(entry.bid());
            out.writeDouble(entry.ask());
            out.writeDouble(entry.atr());
            out.writeDouble(entry.atrRank());
            Outcome outcome = sample.outcome();
            out.writeDouble(outcome.buyReturn());
            out.writeDouble(outcome.sellReturn());
            out.writeDouble(outcome.midReturn());
            out.writeDouble(outcome.buyAdverse());
            out.writeDouble(outcome.sellAdverse());
            out.writeDouble(outcome.buyFavourable());
            out.writeDouble(outcome.sellFavourable());
        }

        @Override
        public void close() throws IOException {
            out.close();
            Drafts.discard(draft);
        }
    }

    /** @throws TrainingException when it is no whole dataset of this version */
    static Dataset open(Path file) {
        try {
            verify(file);
            return read(file);
        } catch (IOException | RuntimeException e) {
            throw new TrainingException(file + ": dataset is damaged or of another version: " + e.getMessage(), e);
        }
    }

    private static void verify(Path file) throws IOException {
        long toCheck = Files.size(file) - CHECKSUM_BYTES;
        if (toCheck < Long.BYTES + TRAILER_BYTES) {
            throw new IOException("truncated: bytes=" + Files.size(file));
        }
        CRC32C checksum = new CRC32C();
        try (InputStream raw = Files.newInputStream(file);
                CheckedInputStream checked = new CheckedInputStream(raw, checksum);
                DataInputStream in = new DataInputStream(raw)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (long left = toCheck; left > 0; ) {
                int read = checked.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new IOException("truncated");
                }
                left -= read;
            }
            if (in.readLong() != checksum.getValue()) {
                throw new IOException("checksum differs");
            }
        }
    }

    private static Dataset read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            DataInputStream trailer = at(channel, channel.size() - CHECKSUM_BYTES - TRAILER_BYTES);
            int windows = trailer.readInt();
            int count = trailer.readInt();
            int textLength = trailer.readInt();
            long textFrom = channel.size() - CHECKSUM_BYTES - TRAILER_BYTES - textLength;
            DatasetInfo info = JSON.readValue(at(channel, textFrom).readNBytes(textLength), DatasetInfo.class);
            if (at(channel, 0).readLong() != MAGIC) {
                throw new IOException("no dataset of this version");
            }
            int length = info.lookback() * info.width();
            DataInputStream in = at(channel, Long.BYTES + (long) windows * length * Float.BYTES);
            int[] places = new int[count];
            List<Sample> samples = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                places[i] = in.readInt();
                samples.add(sample(in, info));
            }
            return new Dataset(info, samples, places, new MappedWindows(file, Long.BYTES, windows, length));
        }
    }

    private static Sample sample(DataInputStream in, DatasetInfo info) throws IOException {
        String symbol = info.symbols().get(in.readInt());
        long time = in.readLong();
        long end = in.readLong();
        Label label = Label.values()[in.readByte()];
        double weight = in.readDouble();
        Entry entry = new Entry(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
        Outcome outcome = new Outcome(
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
        return new Sample(symbol, time, end, label, entry, outcome, weight);
    }

    private static DataInputStream at(FileChannel channel, long position) throws IOException {
        channel.position(position);
        return new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES));
    }
}
