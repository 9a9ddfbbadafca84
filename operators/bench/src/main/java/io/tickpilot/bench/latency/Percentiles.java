package io.tickpilot.bench.latency;

import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.flink.metrics.HistogramStatistics;

/** The figures of one distribution, in microseconds. */
public record Percentiles(long count, double p50, double p95, double p99, double p999, double max) {
    private static final double NANOS = 1_000;

    /** @param nanos a histogram of nanoseconds */
    static Percentiles of(Histogram nanos) {
        return new Percentiles(
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / NANOS,
                nanos.getValueAtPercentile(95) / NANOS,
                nanos.getValueAtPercentile(99) / NANOS,
                nanos.getValueAtPercentile(99.9) / NANOS,
                nanos.getMaxValue() / NANOS);
    }

    /** @param nanos statistics of a histogram of nanoseconds */
    static Percentiles of(HistogramStatistics nanos) {
        return new Percentiles(
                nanos.size(),
                nanos.getQuantile(0.50) / NANOS,
                nanos.getQuantile(0.95) / NANOS,
                nanos.getQuantile(0.99) / NANOS,
                nanos.getQuantile(0.999) / NANOS,
                nanos.getMax() / NANOS);
    }

    void fill(Map<String, Object> row) {
        row.put("P50 us", p50);
        row.put("P95 us", p95);
        row.put("P99 us", p99);
        row.put("P99.9 us", p999);
        row.put("max us", max);
    }
}
