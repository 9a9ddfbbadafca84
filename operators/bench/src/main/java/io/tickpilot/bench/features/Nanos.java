package io.tickpilot.bench.features;

import java.lang.management.ManagementFactory;

/**
 * Nanoseconds by two clocks.
 *
 * @param elapsed by the wall's
 * @param worked by that of the thread, which stands while it waits for a processor
 */
record Nanos(double elapsed, double worked) {

    /** Of the calling thread, to be subtracted from a later one of it. */
    static Nanos now() {
        return new Nanos(System.nanoTime(), ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    Nanos minus(Nanos earlier) {
        return new Nanos(elapsed - earlier.elapsed, worked - earlier.worked);
    }

    Nanos over(long count) {
        return new Nanos(elapsed / count, worked / count);
    }
}
