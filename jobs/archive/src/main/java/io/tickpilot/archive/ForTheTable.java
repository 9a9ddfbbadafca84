package io.tickpilot.archive;

import io.tickpilot.wire.WireException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the records that become rows. What cannot be decoded is counted as {@code undecodable} and left in Kafka: a
 * record that nobody can read must not stop the archive.
 */
final class ForTheTable extends RichFilterFunction<byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(ForTheTable.class);

    private final ArchivedTopic<?> topic;
    private transient Counter undecodable;

    ForTheTable(ArchivedTopic<?> topic) {
        this.topic = topic;
    }

    @Override
    public void open(OpenContext context) {
        undecodable = getRuntimeContext().getMetricGroup().counter("undecodable");
    }

    @Override
    public boolean filter(byte[] bytes) {
        try {
            return topic.decoder().decode(bytes) != null;
        } catch (WireException e) {
            undecodable.inc();
            if (undecodable.getCount() == 1) {
                LOG.warn("record left out: topic={} bytes={} because={}", topic.name(), bytes.length, e.getMessage());
            }
            return false;
        }
    }
}
