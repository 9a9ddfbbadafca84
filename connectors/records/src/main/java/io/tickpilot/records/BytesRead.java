package io.tickpilot.records;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** How much of some files has been read, by their bytes on disk; of a zip's entries by what comes out. Not thread-safe. */
final class BytesRead {
    private long expected;
    private long read;

    /** A file that will be read. */
    Part expect(long bytes) {
        expected += bytes;
        return new Part(bytes);
    }

    /** 0 to 1. */
    double share() {
        return expected == 0 ? 0 : read / (double) expected;
    }

    /** One of the files. */
    final class Part {
        private long left;

        private Part(long bytes) {
            left = bytes;
        }

        /** The same bytes, counted as they are read. */
        InputStream counting(InputStream in) {
            return new FilterInputStream(in) {
                @Override
                public int read() throws IOException {
                    int one = super.read();
                    count(one < 0 ? 0 : 1);
                    return one;
                }

                @Override
                public int read(byte[] target, int from, int length) throws IOException {
                    int got = super.read(target, from, length);
                    count(Math.max(0, got));
                    return got;
                }
            };
        }

        /** Nothing more of it will be read. */
        void end() {
            count(left);
        }

        private void count(long bytes) {
            long counted = Math.min(bytes, left);
            left -= counted;
            read += counted;
        }
    }
}
