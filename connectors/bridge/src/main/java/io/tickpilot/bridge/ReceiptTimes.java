package io.tickpilot.bridge;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When the newest inputs of each partition were received, so that a signal's way through the job can be timed. Written by
 * the control thread, read by the signal thread; an entry overwritten meanwhile reads as unknown.
 */
final class ReceiptTimes {
    private static final int KEPT = 1_024;

    private final AtomicLongArray[] bySlot;

    ReceiptTimes(int partitions) {
        bySlot = new AtomicLongArray[partitions];
        for (int i = 0; i < partitions; i++) {
            bySlot[i] = new AtomicLongArray(2 * KEPT);
        }
    }

    void put(int partition, long sequence, long receivedMicros) {
        int slot = 2 * (int) (sequence & (KEPT - 1));
        AtomicLongArray times = bySlot[partition];
        times.set(slot, -1);
        times.set(slot + 1, receivedMicros);
        times.set(slot, sequence);
    }

    /** @return wall clock at receipt, or 0 when no longer known */
    long find(int partition, long sequence) {
        if (partition >= bySlot.length) {
            return 0;
        }
        int slot = 2 * (int) (sequence & (KEPT - 1));
        AtomicLongArray times = bySlot[partition];
        if (times.get(slot) != sequence) {
            return 0;
        }
        long received = times.get(slot + 1);
        return times.get(slot) == sequence ? received : 0;
    }
}
