package io.tickpilot.flink.connector.zeromq.source;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/** Flink's standard names where it has them. Pending records are not among them: ZeroMQ does not tell its queues. */
final class TopicMetrics {
    final Counter records;
    final Counter bytes;
    final Counter errors;
    /** Numbers that never came; 0 for ever without a sequence extractor. */
    final Counter missed;
    /** Messages with a number below the one expected: a double, or a publisher that began anew. */
    final Counter stepsBack;

    TopicMetrics(SourceReaderMetricGroup group, Gauge<Integer> topics) {
        records = group.getIOMetricGroup().getNumRecordsInCounter();
        bytes = group.getIOMetricGroup().getNumBytesInCounter();
        errors = group.getNumRecordsInErrorsCounter();
        missed = group.counter("messagesMissed");
        stepsBack = group.counter("sequenceStepsBack");
        group.gauge("topics", topics);
    }
}
