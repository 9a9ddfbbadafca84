package io.tickpilot.bridge;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Distribution of spans in microseconds, in buckets 1/16 of an octave wide, so a percentile is at most 6.25 % too high.
 * Recording is wait-free from any thread.
 */
public final class Latency {
    private static final int SUB_BITS = 4;
    private static final int SUB = 1 << SUB_BITS;

    private final AtomicLongArray counts = new AtomicLongArray((64 - SUB_BITS + 1) * SUB);
    private final AtomicLong max = new AtomicLong();

    /** What was recorded so far, microseconds. */
    public record Snapshot(long count, long p50, long p95, long p99, long max) {}

    /** @param micros negative counts as 0 */
    public void record(long micros) {
        long value = Math.max(0, micros);
        counts.incrementAndGet(bucket(value));
        if (value > max.get()) {
            max.accumulateAndGet(value, Math::max);
        }
    }

    public Snapshot snapshot() {
        long total = 0;
        for (int i = 0; i < counts.length(); i++) {
            total += counts.get(i);
        }
        return new Snapshot(
                total, percentile(total, 0.50), percentile(total, 0.95), percentile(total, 0.99), max.get());
    }

    public void reset() {
        for (int i = 0; i < counts.length(); i++) {
            counts.set(i, 0);
        }
        max.set(0);
    }

    private long percentile(long total, double share) {
        long rank = (long) Math.ceil(total * share);
        long seen = 0;
        for (int i = 0; i < counts.length(); i++) {
            seen += counts.get(i);
            if (seen >= rank && rank > 0) {
                return Math.min(upperEdge(i), max.get());
            }
        }
        return max.get();
    }

    private static int bucket(long value) {
        if (value < SUB) {
            return (int) value;
        }
        int octave = 63 - Long.numberOfLeadingZeros(value);
        int sub = (int) (value >>> (octave - SUB_BITS)) & (SUB - 1);
        return (octave - SUB_BITS + 1) * SUB + sub;
    }

    private static long upperEdge(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int octave = bucket / SUB - 1 + SUB_BITS;
        long width = 1L << (octave - SUB_BITS);
        return (SUB + bucket % SUB + 1) * width - 1;
    }
}
