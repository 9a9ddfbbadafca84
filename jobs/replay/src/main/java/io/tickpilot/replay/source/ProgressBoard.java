package io.tickpilot.replay.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** Where readers note how far they are, for whoever runs the job in the same JVM. */
public final class ProgressBoard {
    private static final Map<String, ProgressBoard> BY_RUN = new ConcurrentHashMap<>();

    private final AtomicLongArray ticks;
    private final AtomicLongArray files;

    private ProgressBoard(int partitions) {
        ticks = new AtomicLongArray(partitions);
        files = new AtomicLongArray(partitions);
    }

    /** The board of a run, made with its first mention. */
    public static ProgressBoard of(String run, int partitions) {
        return BY_RUN.computeIfAbsent(run, r -> new ProgressBoard(partitions));
    }

    public static void remove(String run) {
        BY_RUN.remove(run);
    }

    void note(int partition, long ticksRead, long filesBegun) {
        ticks.setRelease(partition, ticksRead);
        files.setRelease(partition, filesBegun);
    }

    public long ticks() {
        return sum(ticks);
    }

    public long filesBegun() {
        return sum(files);
    }

    private static long sum(AtomicLongArray values) {
        long sum = 0;
        for (int i = 0; i < values.length(); i++) {
            sum += values.getAcquire(i);
        }
        return sum;
    }
}
