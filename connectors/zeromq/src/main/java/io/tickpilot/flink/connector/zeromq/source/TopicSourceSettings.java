package io.tickpilot.flink.connector.zeromq.source;

import io.tickpilot.flink.connector.zeromq.SequenceExtractor;
import io.tickpilot.flink.connector.zeromq.ZeroMqDeserializationSchema;
import io.tickpilot.flink.connector.zeromq.internal.SocketSettings;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.connector.base.source.reader.RecordEvaluator;
import org.jspecify.annotations.Nullable;

/**
 * What the source reads.
 *
 * @param topics none is the beginning of another
 * @param sequences null: messages have no numbers
 * @param lastRecord tells the record a topic ends with, which is not emitted; null: topics have no end
 */
record TopicSourceSettings<T>(
        SocketSettings socket,
        List<String> topics,
        ZeroMqDeserializationSchema<T> schema,
        @Nullable SequenceExtractor sequences,
        @Nullable RecordEvaluator<T> lastRecord)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
