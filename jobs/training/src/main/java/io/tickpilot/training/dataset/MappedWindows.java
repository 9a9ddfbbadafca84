package io.tickpilot.training.dataset;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Windows in a mapped file: the operating system keeps those in memory that are read, the Java heap none. */
final class MappedWindows implements Windows {
    private static final long SEGMENT_BYTES = 1L << 30;

    private final int length;
    private final int perSegment;
    private final FloatBuffer[] segments;

    /** @param from first byte of the windows in the file, {@code count} their number */
    MappedWindows(Path file, long from, int count, int length) throws IOException {
        long bytes = (long) length * Float.BYTES;
        this.length = length;
        this.perSegment = (int) Math.max(1, SEGMENT_BYTES / bytes);
        this.segments = new FloatBuffer[(count + perSegment - 1) / perSegment];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int i = 0; i < segments.length; i++) {
                long first = (long) i * perSegment;
                long windows = Math.min(perSegment, count - first);
                segments[i] = channel.map(MapMode.READ_ONLY, from + first * bytes, windows * bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
            }
        }
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void read(int place, float[] target, int offset) {
        segments[place / perSegment].get(place % perSegment * length, target, offset, length);
    }
}
