package io.tickpilot.replay.source;

import io.tickpilot.records.RecordException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where readers note how far they are and why they gave up, for whoever runs the job in the same JVM. */
public final class ProgressBoard {
    private static final Map<String, ProgressBoard> BY_RUN = new ConcurrentHashMap<>();

    private final AtomicLongArray ticks;
    private final AtomicLongArray files;
    private final AtomicReference<@Nullable RecordException> fault = new AtomicReference<>();

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

    void noteFault(RecordException unreadable) {
        fault.compareAndSet(null, unreadable);
    }

    /**
     * Why the first reader gave up, null while none has. Flink may report another failure of the same task instead, such as
     * a request that no longer reached it.
     */
    public @Nullable RecordException fault() {
        return fault.get();
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
