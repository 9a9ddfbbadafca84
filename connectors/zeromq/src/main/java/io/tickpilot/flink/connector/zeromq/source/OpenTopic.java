package io.tickpilot.flink.connector.zeromq.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.jspecify.annotations.Nullable;

/** A topic while it is read. */
final class OpenTopic<T> {
    private final String topic;
    private final byte[] prefix;
    private final TopicMetrics metrics;
    private long nextSequence;
    private @Nullable SourceOutput<T> output;

    OpenTopic(TopicSplit split, TopicMetrics metrics) {
        this.topic = split.topic();
        this.prefix = topic.getBytes(StandardCharsets.UTF_8);
        this.nextSequence = split.nextSequence();
        this.metrics = metrics;
    }

    String topic() {
        return topic;
    }

    byte[] prefix() {
        return prefix;
    }

    boolean covers(byte[] frame) {
        return frame.length >= prefix.length && Arrays.equals(frame, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** Its own output: watermarks and idleness are the topic's. */
    SourceOutput<T> output(ReaderOutput<T> all) {
        if (output == null) {
            output = all.createOutputForSplit(topic);
        }
        return output;
    }

    void follow(long sequence) {
        if (sequence < 0) {
            return;
        }
        if (nextSequence != TopicSplit.UNKNOWN && sequence > nextSequence) {
            metrics.missed.inc(sequence - nextSequence);
        } else if (sequence < nextSequence) {
            metrics.stepsBack.inc();
        }
        nextSequence = sequence + 1;
    }

    TopicSplit split() {
        return new TopicSplit(topic, nextSequence);
    }
}
