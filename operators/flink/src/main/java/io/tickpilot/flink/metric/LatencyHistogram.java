package io.tickpilot.flink.metric;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.SingleWriterRecorder;
import org.apache.flink.metrics.HistogramStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Flink's face of an HdrHistogram: two significant digits up to a minute, in nanoseconds. One task thread writes, any
 * reporter reads. Statistics cover the last 10 to 20 s, so that a stall is seen and then forgotten.
 */
public final class LatencyHistogram implements org.apache.flink.metrics.Histogram {
    private static final long HIGHEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 2;
    private static final long PERIOD_NANOS = 10_000_000_000L;

    private final SingleWriterRecorder recorder = new SingleWriterRecorder(HIGHEST_NANOS, DIGITS);
    private final Histogram current = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Histogram previous = new Histogram(HIGHEST_NANOS, DIGITS);
    private @Nullable Histogram interval;
    private long count;
    private long periodStartNanos = System.nanoTime();

    /** @param nanos below zero counts as zero: wall clocks of two machines disagree */
    @Override
    public void update(long nanos) {
        recorder.recordValue(Math.max(0, Math.min(nanos, HIGHEST_NANOS)));
    }

    @Override
    public synchronized long getCount() {
        collect();
        return count;
    }

    @Override
    public synchronized HistogramStatistics getStatistics() {
        collect();
        Histogram window = current.copy();
        window.add(previous);
        return new Statistics(window);
    }

    private void collect() {
        Histogram fresh = recorder.getIntervalHistogram(interval);
        interval = fresh;
        count += fresh.getTotalCount();
        long now = System.nanoTime();
        if (now - periodStartNanos > PERIOD_NANOS) {
            previous.reset();
            previous.add(current);
            current.reset();
            periodStartNanos = now;
        }
        current.add(fresh);
    }

    private static final class Statistics extends HistogramStatistics {
        private final Histogram window;

        Statistics(Histogram window) {
            this.window = window;
        }

        @Override
        public double getQuantile(double quantile) {
            return window.getValueAtPercentile(quantile * 100);
        }

        @Override
        public long[] getValues() {
            long[] values = new long[size()];
            int filled = 0;
            for (HistogramIterationValue bucket : window.recordedValues()) {
                for (long n = bucket.getCountAtValueIteratedTo(); n > 0 && filled < values.length; n--) {
                    values[filled++] = bucket.getValueIteratedTo();
                }
            }
            return values;
        }

        @Override
        public int size() {
            return (int) Math.min(Integer.MAX_VALUE, window.getTotalCount());
        }

        @Override
        public double getMean() {
            return window.getMean();
        }

        @Override
        public double getStdDev() {
            return window.getStdDeviation();
        }

        @Override
        public long getMax() {
            return window.getMaxValue();
        }

        @Override
        public long getMin() {
            return window.getTotalCount() == 0 ? 0 : window.getMinValue();
        }
    }
}
