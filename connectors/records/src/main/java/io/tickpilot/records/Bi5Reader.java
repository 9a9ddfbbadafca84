package io.tickpilot.records;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.tukaani.xz.LZMAInputStream;

/**
 * One hour of Dukascopy: LZMA-alone of big-endian records {@code int ms-in-hour, int ask, int bid, float ask-volume, float
 * bid-volume}, prices in points, volumes in millions. Read whole (an hour has some 10,000 ticks), so a truncated file gives
 * no tick at all. An empty file is an hour without ticks.
 */
final class Bi5Reader implements TickReader {
    private static final int RECORD_BYTES = 20;
    private static final int MAX_BYTES = 1 << 26;
    private static final int MEMORY_LIMIT_KIB = 1 << 17;

    private final ByteBuffer records;
    private final long hourMicros;
    private final PriceScale scale;
    private int at = -RECORD_BYTES;

    /** @throws IOException when the bytes are not a whole LZMA stream of whole records */
    Bi5Reader(InputStream in, long fileBytes, long hourMicros, PriceScale scale) throws IOException {
        this.hourMicros = hourMicros;
        this.scale = scale;
        this.records = ByteBuffer.wrap(fileBytes == 0 ? new byte[0] : decompressed(in));
        if (records.capacity() % RECORD_BYTES != 0) {
            throw new EOFException("last record is cut off: bytes=" + records.capacity());
        }
    }

    private static byte[] decompressed(InputStream in) throws IOException {
        try (LZMAInputStream lzma = new LZMAInputStream(in, MEMORY_LIMIT_KIB)) {
            byte[] bytes = lzma.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("more than an hour can have: bytes>" + MAX_BYTES);
            }
            return bytes;
        }
    }

    @Override
    public boolean advance() {
        at += RECORD_BYTES;
        return at < records.capacity();
    }

    @Override
    public long timeMicros() {
        return hourMicros + records.getInt(at) * 1_000L;
    }

    @Override
    public double ask() {
        return scale.apply(records.getInt(at + 4));
    }

    @Override
    public double bid() {
        return scale.apply(records.getInt(at + 8));
    }

    @Override
    public double askSize() {
        return records.getFloat(at + 12);
    }

    @Override
    public double bidSize() {
        return records.getFloat(at + 16);
    }

    @Override
    public void close() {}
}
