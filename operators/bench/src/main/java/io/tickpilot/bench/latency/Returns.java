package io.tickpilot.bench.latency;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * What came back of one schedule. Ticks before {@code measuredFrom} warm up and are not counted. Written by the thread that
 * receives, read by others once {@link #received()} has told them.
 */
final class Returns {
    private static final long LONGEST_NANOS = 600_000_000_000L;

    private final Schedule schedule;
    private final long measuredFrom;
    private final long expected;
    private final Histogram latencies = new Histogram(LONGEST_NANOS, 3);
    private final BitSet seen;
    private long doubles;
    private final AtomicLong received = new AtomicLong();
    private volatile long lastIndex = -1;

    /** @param answered which of the ticks must come back */
    Returns(Schedule schedule, long measuredFrom, LongPredicate answered) {
        this.expected = LongStream.range(measuredFrom, schedule.endIndex())
                .filter(answered)
                .count();
        this.schedule = schedule;
        this.measuredFrom = measuredFrom;
        this.seen = new BitSet((int) (schedule.endIndex() - measuredFrom));
    }

    void take(long index, long nowNanos) {
        if (index < schedule.firstIndex() || index >= schedule.endIndex()) {
            return;
        }
        if (index >= measuredFrom) {
            int place = (int) (index - measuredFrom);
            if (seen.get(place)) {
                doubles++;
                return;
            }
            seen.set(place);
            latencies.recordValue(Math.min(Math.max(0, nowNanos - schedule.dueNanos(index)), LONGEST_NANOS));
            received.incrementAndGet();
        }
        lastIndex = index;
    }

    long expected() {
        return expected;
    }

    /** Measured ticks that came back, doubles not counted. */
    long received() {
        return received.get();
    }

    /** Number of the tick that came back last, warm-up included; -1 before the first. */
    long lastIndex() {
        return lastIndex;
    }

    long lost() {
        return expected() - received();
    }

    long doubles() {
        return doubles;
    }

    Histogram latencies() {
        return latencies;
    }
}
