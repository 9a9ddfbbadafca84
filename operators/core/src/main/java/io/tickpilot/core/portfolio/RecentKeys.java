package io.tickpilot.core.portfolio;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashSet;

/** The last keys seen, by 64-bit FNV-1a fingerprint, to know one that comes again; the oldest gives way. */
final class RecentKeys {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final int capacity;
    private final LinkedHashSet<Long> keys = new LinkedHashSet<>();

    RecentKeys(int capacity) {
        this.capacity = capacity;
    }

    /** @return false when it was seen before */
    boolean add(String kind, String name, long number) {
        if (!keys.add(key(kind, name, number))) {
            return false;
        }
        if (keys.size() > capacity) {
            Iterator<Long> oldest = keys.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    boolean contains(String kind, String name, long number) {
        return keys.contains(key(kind, name, number));
    }

    private static long key(String kind, String name, long number) {
        long hash = mix(mix(FNV_OFFSET, kind), name);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            hash = (hash ^ (number >>> shift & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    private static long mix(long hash, String text) {
        long result = hash;
        for (int i = 0; i < text.length(); i++) {
            result = (result ^ text.charAt(i)) * FNV_PRIME;
        }
        return (result ^ 0xffff) * FNV_PRIME;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(keys.size());
        for (long key : keys) {
            out.writeLong(key);
        }
    }

    void readFrom(DataInput in) throws IOException {
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            keys.add(in.readLong());
        }
    }
}
