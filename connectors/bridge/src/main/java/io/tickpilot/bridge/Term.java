package io.tickpilot.bridge;

import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.proto.SavedPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * An epoch of this bridge as its own reader of the journal sees it. Told by the reader's thread, asked by others. What the
 * bridge itself believes to have written counts for nothing here.
 */
final class Term {
    private final int epoch;
    private final CountDownLatch fences;
    private final Map<Integer, PartitionState> opened = new ConcurrentSkipListMap<>();
    private final AtomicLongArray journaledBelow;
    private final Queue<SavedPartition> unsaved = new ConcurrentLinkedQueue<>();
    private volatile boolean lost;
    private volatile long heardNanos;

    /**
     * @param partitions of the journal
     * @param own how many of them are fenced
     */
    Term(int epoch, int partitions, int own, long nowNanos) {
        this.epoch = epoch;
        fences = new CountDownLatch(own);
        journaledBelow = new AtomicLongArray(partitions);
        heardNanos = nowNanos;
    }

    int epoch() {
        return epoch;
    }

    /**
     * By the reader: a record came.
     *
     * @param counts whether it belongs to the order
     * @param state of the partition behind it
     */
    void read(JournalRecord record, boolean counts, PartitionState state, long nowNanos) {
        if (state.epoch() > epoch) {
            lose();
        } else if (counts && record.epoch() == epoch) {
            heardNanos = nowNanos;
            if (record instanceof JournalRecord.FenceMark) {
                journaledBelow.set(record.partition(), state.next());
                opened.put(record.partition(), state.copy());
                fences.countDown();
            } else {
                journaledBelow.set(record.partition(), record.sequence() + 1);
            }
        }
    }

    private void lose() {
        lost = true;
        while (fences.getCount() > 0) {
            fences.countDown();
        }
    }

    /** By the reader: a state worth keeping. */
    void save(SavedPartition state) {
        unsaved.add(state);
    }

    /**
     * Waits for all fences.
     *
     * @return the partitions just behind them, in order; empty when that took too long or a higher epoch was there
     */
    List<PartitionState> awaitOpen(Duration timeout) throws InterruptedException {
        List<PartitionState> states = new ArrayList<>();
        if (fences.await(timeout.toMillis(), TimeUnit.MILLISECONDS) && !lost) {
            states.addAll(opened.values());
            opened.clear();
        }
        return states;
    }

    /** Below this sequence everything of the partition was read back and counts. Never moves for others' records. */
    long journaledBelow(int partition) {
        return journaledBelow.get(partition);
    }

    /** Whether a higher epoch's fence was read: nothing written from here on counts. */
    boolean isLost() {
        return lost;
    }

    /** Since the newest record of this epoch was read back. */
    long silentNanos(long nowNanos) {
        return nowNanos - heardNanos;
    }

    Queue<SavedPartition> unsaved() {
        return unsaved;
    }
}
