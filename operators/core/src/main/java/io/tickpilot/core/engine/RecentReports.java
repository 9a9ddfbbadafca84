package io.tickpilot.core.engine;

import io.tickpilot.core.event.TradeReport;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Fingerprints of the last trade reports, to know one that is told again. */
final class RecentReports {
    private static final int CAPACITY = 256;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long[] fingerprints = new long[CAPACITY];
    private int next;
    private int size;

    /** @return false when it was told before */
    boolean add(TradeReport report) {
        long fingerprint = fingerprint(report);
        for (int i = 0; i < size; i++) {
            if (fingerprints[i] == fingerprint) {
                return false;
            }
        }
        fingerprints[next] = fingerprint;
        next = (next + 1) % CAPACITY;
        size = Math.min(size + 1, CAPACITY);
        return true;
    }

    /** By source, its sequence, account, ticket and status: a terminal that counts anew after a restart is no repetition. */
    private static long fingerprint(TradeReport report) {
        long hash = mix(FNV_OFFSET, report.source());
        hash = mix(hash, report.sourceSequence());
        hash = mix(hash, report.account());
        hash = mix(hash, report.ticket());
        return mix(hash, report.status().name());
    }

    private static long mix(long hash, String text) {
        long result = hash;
        for (int i = 0; i < text.length(); i++) {
            result = (result ^ text.charAt(i)) * FNV_PRIME;
        }
        return (result ^ 0xffff) * FNV_PRIME;
    }

    private static long mix(long hash, long number) {
        long result = hash;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            result = (result ^ (number >>> shift & 0xff)) * FNV_PRIME;
        }
        return result;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(fingerprints[Math.floorMod(next - size + i, CAPACITY)]);
        }
    }

    static RecentReports readFrom(DataInput in) throws IOException {
        RecentReports result = new RecentReports();
        result.size = in.readInt();
        for (int i = 0; i < result.size; i++) {
            result.fingerprints[i] = in.readLong();
        }
        result.next = result.size % CAPACITY;
        return result;
    }
}
