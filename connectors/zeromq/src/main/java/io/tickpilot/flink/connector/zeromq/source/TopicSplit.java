package io.tickpilot.flink.connector.zeromq.source;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One topic: a subscription.
 *
 * @param nextSequence the number its next message must have if none was missed, {@link #UNKNOWN} where messages have no
 *     numbers or none was seen
 */
public record TopicSplit(String topic, long nextSequence) implements SourceSplit {
    public static final long UNKNOWN = -1;

    @Override
    public String splitId() {
        return topic;
    }
}
