package io.tickpilot.replay.source;

import io.tickpilot.records.RecordInput;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A partition of the replayed log.
 *
 * @param partition key group of all its symbols
 * @param emitted events already given; reading again begins at the first and passes over them
 */
public record ReplaySplit(int partition, List<RecordInput> inputs, long emitted) implements SourceSplit {
    @Override
    public String splitId() {
        return Integer.toString(partition);
    }

    ReplaySplit after(long events) {
        return new ReplaySplit(partition, inputs, events);
    }
}
