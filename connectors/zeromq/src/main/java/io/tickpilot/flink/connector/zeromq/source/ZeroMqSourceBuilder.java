package io.tickpilot.flink.connector.zeromq.source;

import io.tickpilot.flink.connector.zeromq.CurveKeys;
import io.tickpilot.flink.connector.zeromq.SequenceExtractor;
import io.tickpilot.flink.connector.zeromq.ZeroMqDeserializationSchema;
import io.tickpilot.flink.connector.zeromq.internal.SocketSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.connector.base.source.reader.RecordEvaluator;
import org.jspecify.annotations.Nullable;

/** Endpoints, topics and schema must be given. */
public final class ZeroMqSourceBuilder<T> {
    private static final Duration RECEIVE_TIMEOUT = Duration.ofMillis(1);

    private final List<String> endpoints = new ArrayList<>();
    private List<String> topics = List.of();
    private @Nullable ZeroMqDeserializationSchema<T> schema;
    private @Nullable SequenceExtractor sequences;
    private @Nullable RecordEvaluator<T> lastRecord;
    private int receiveHighWaterMark = 100_000;
    private @Nullable CurveKeys curve;

    ZeroMqSourceBuilder() {}

    /** Adds the address of a PUB or XPUB socket to connect to. A topic may come from several. */
    public ZeroMqSourceBuilder<T> addEndpoint(String endpoint) {
        endpoints.add(endpoint);
        return this;
    }

    /**
     * Topics to subscribe to, each a split. As ever with ZeroMQ a topic stands for all that begin with it, and the empty
     * one for all there are; so none may be the beginning of another.
     */
    public ZeroMqSourceBuilder<T> setTopics(String... prefixes) {
        return setTopics(List.of(prefixes));
    }

    /** As {@link #setTopics(String...)}. */
    public ZeroMqSourceBuilder<T> setTopics(List<String> prefixes) {
        topics = List.copyOf(prefixes);
        return this;
    }

    /** Reads whole messages. */
    public ZeroMqSourceBuilder<T> setSchema(ZeroMqDeserializationSchema<T> messageSchema) {
        schema = messageSchema;
        return this;
    }

    /** Reads the last frame of each message. */
    public ZeroMqSourceBuilder<T> setValueSchema(DeserializationSchema<T> valueSchema) {
        return setSchema(ZeroMqDeserializationSchema.ofValue(valueSchema));
    }

    /** Counts what is missing in the numbers its publisher gives a topic's messages. Default: nothing is counted. */
    public ZeroMqSourceBuilder<T> setSequenceExtractor(SequenceExtractor extractor) {
        sequences = extractor;
        return this;
    }

    /** Makes the source bounded: each topic ends with the first record for which this holds, which is not emitted. */
    public ZeroMqSourceBuilder<T> setBounded(RecordEvaluator<T> endOfTopic) {
        lastRecord = endOfTopic;
        return this;
    }

    /** Messages ZeroMQ holds for the reader, a publisher, before it drops. Default: 100,000. */
    public ZeroMqSourceBuilder<T> setReceiveHighWaterMark(int messages) {
        receiveHighWaterMark = messages;
        return this;
    }

    /** Encrypts the connections. Default: not encrypted. */
    public ZeroMqSourceBuilder<T> setCurve(CurveKeys keys) {
        curve = keys;
        return this;
    }

    public ZeroMqSource<T> build() {
        if (schema == null) {
            throw new IllegalStateException("schema must be set");
        }
        checkTopics();
        SocketSettings socket = new SocketSettings(endpoints, false, receiveHighWaterMark, RECEIVE_TIMEOUT, curve);
        return new ZeroMqSource<>(new TopicSourceSettings<>(socket, topics, schema, sequences, lastRecord));
    }

    /** Else a message would belong to two splits, which may be in two subtasks. */
    private void checkTopics() {
        if (topics.isEmpty()) {
            throw new IllegalStateException("topics must be set");
        }
        List<String> sorted = topics.stream().sorted().toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).startsWith(sorted.get(i - 1))) {
                throw new IllegalStateException(
                        "topic must not be the beginning of another: " + sorted.get(i - 1) + " " + sorted.get(i));
            }
        }
    }
}
