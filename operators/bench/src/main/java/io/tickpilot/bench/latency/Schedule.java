package io.tickpilot.bench.latency;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * When the ticks of one run are due. The schedule never waits for an answer: what is sent late is counted from when it was
 * due, so a stall anywhere costs every tick behind it.
 *
 * @param firstIndex number of the first tick
 * @param startNanos when it is due, by {@link System#nanoTime()}
 */
record Schedule(long firstIndex, long count, int ratePerSecond, long startNanos) {
    private static final long LONGEST_PARK_NANOS = 250_000;
    private static final long BILLION = 1_000_000_000L;

    static Schedule startingNow(long firstIndex, long count, int ratePerSecond) {
        return new Schedule(firstIndex, count, ratePerSecond, System.nanoTime());
    }

    long dueNanos(long index) {
        return startNanos + (index - firstIndex) * BILLION / ratePerSecond;
    }

    long endIndex() {
        return firstIndex + count;
    }

    /**
     * Sends everything on the calling thread.
     *
     * @param send given each number when it is due, or at once when that is past
     * @param idle called while nothing is due, four times a millisecond or so, and every now and then when everything is late
     */
    void run(LongConsumer send, Runnable idle) {
        for (long index = firstIndex; index < endIndex(); index++) {
            if (index % 64 == 0) {
                idle.run();
            }
            for (long wait = dueNanos(index) - System.nanoTime();
                    wait > 0;
                    wait = dueNanos(index) - System.nanoTime()) {
                idle.run();
                LockSupport.parkNanos(Math.min(dueNanos(index) - System.nanoTime(), LONGEST_PARK_NANOS));
            }
            send.accept(index);
        }
    }
}
