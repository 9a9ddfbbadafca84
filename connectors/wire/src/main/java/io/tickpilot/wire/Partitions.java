package io.tickpilot.wire;

/** Where a symbol's log lives: the partition of the journal is Flink's key group, so the hot job needs no shuffle. */
public final class Partitions {

    private Partitions() {}

    /**
     * Equal to Flink's {@code KeyGroupRangeAssignment.assignToKeyGroup(symbol, count)}: murmur of the hash code, then
     * modulo.
     *
     * @param count partitions of the journal and maximum parallelism of the job, at least 1
     */
    public static int of(String symbol, int count) {
        return murmur(symbol.hashCode()) % count;
    }

    /** MurmurHash3 of one 32-bit block as Flink's {@code MathUtils.murmurHash} computes it; never negative. */
    private static int murmur(int code) {
        int hash = code * 0xcc9e2d51;
        hash = Integer.rotateLeft(hash, 15);
        hash *= 0x1b873593;
        hash = Integer.rotateLeft(hash, 13);
        hash = hash * 5 + 0xe6546b64;
        hash ^= 4;
        hash ^= hash >>> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >>> 13;
        hash *= 0xc2b2ae35;
        hash ^= hash >>> 16;
        if (hash >= 0) {
            return hash;
        }
        return hash == Integer.MIN_VALUE ? 0 : -hash;
    }
}
