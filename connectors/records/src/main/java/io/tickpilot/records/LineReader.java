package io.tickpilot.records;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Lines of a byte stream as slices of one buffer, valid until the next call. Ends at LF, CR LF or the stream's end. */
final class LineReader implements Closeable {
    static final int BUFFER_BYTES = 1 << 16;
    private static final int SHOWN_CHARACTERS = 500;

    private final InputStream in;
    final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;
    private int next;
    private boolean ended;
    private int start;
    private int end;
    private long line;
    private boolean tooLong;

    LineReader(InputStream in) {
        this.in = in;
    }

    boolean advance() throws IOException {
        int scanned = next;
        tooLong = false;
        while (true) {
            for (; scanned < filled; scanned++) {
                if (buffer[scanned] == '\n') {
                    take(scanned, scanned + 1);
                    return true;
                }
            }
            if (ended) {
                if (next == filled) {
                    return false;
                }
                take(filled, filled);
                return true;
            }
            // Everything kept has been scanned; of a line that outgrows the buffer nothing is kept.
            scanned = fill();
        }
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Number of the current line, from 1. */
    long line() {
        return line;
    }

    /** Whether the current line did not fit the buffer; only its tail is there. */
    boolean tooLong() {
        return tooLong;
    }

    String text() {
        return Decimals.string(buffer, start, Math.min(end, start + SHOWN_CHARACTERS));
    }

    private void take(int lineEnd, int after) {
        start = next;
        next = after;
        end = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        line++;
        boolean mark = line == 1
                && end - start >= 3
                && buffer[start] == (byte) 0xEF
                && buffer[start + 1] == (byte) 0xBB
                && buffer[start + 2] == (byte) 0xBF;
        if (mark) {
            start += 3;
        }
    }

    /** Reads more and returns where the new bytes begin. */
    private int fill() throws IOException {
        if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, filled - next);
            filled -= next;
            next = 0;
        }
        if (filled == buffer.length) {
            tooLong = true;
            filled = 0;
        }
        int kept = filled;
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            ended = true;
        } else {
            filled += read;
        }
        return kept;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
