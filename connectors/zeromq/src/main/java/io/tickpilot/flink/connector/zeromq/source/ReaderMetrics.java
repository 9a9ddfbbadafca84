package io.tickpilot.flink.connector.zeromq.source;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Flink's standard names where it has them; times in nanoseconds over the last ten thousand values. */
final class ReaderMetrics {
    private static final int WINDOW = 10_000;

    final JoinCounters joins;
    final Counter records;
    final Counter bytes;
    final Counter errors;
    /** From the receipt of a frame until the chained operators were done with it. */
    final Histogram chainNanos;
    /** Between two looks at the socket: what the percentiles of {@link #chainNanos} cannot see. */
    final Histogram loopGapNanos;
    /** How long snapshots waited for the journal. */
    final Histogram snapshotWaitNanos;

    ReaderMetrics(SourceReaderMetricGroup group, Gauge<Long> pending, Gauge<Integer> livePartitions) {
        joins = JoinCounters.of(group);
        records = group.getIOMetricGroup().getNumRecordsInCounter();
        bytes = group.getIOMetricGroup().getNumBytesInCounter();
        errors = group.getNumRecordsInErrorsCounter();
        chainNanos = group.histogram("chainNanos", new DescriptiveStatisticsHistogram(WINDOW));
        loopGapNanos = group.histogram("loopGapNanos", new DescriptiveStatisticsHistogram(WINDOW));
        snapshotWaitNanos = group.histogram("snapshotWaitNanos", new DescriptiveStatisticsHistogram(WINDOW));
        group.setPendingRecordsGauge(pending);
        group.gauge("livePartitions", livePartitions);
    }
}
