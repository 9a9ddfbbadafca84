package io.tickpilot.flink.connector.zeromq.sink;

import io.tickpilot.flink.connector.zeromq.CurveKeys;
import io.tickpilot.flink.connector.zeromq.internal.SocketSettings;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.jspecify.annotations.Nullable;

/** Endpoint and schema must be given. */
public final class ZeroMqSinkBuilder<T> {
    /** A writer that waits without end looks up as often, so that an interrupt is never missed. */
    private static final Duration BLOCKED_TURN = Duration.ofMillis(100);

    private @Nullable String endpoint;
    private boolean binds;
    private @Nullable SerializationSchema<T> schema;
    private @Nullable TopicExtractor<T> topics;
    private int highWaterMark = 1_000;
    private WhenFull whenFull = WhenFull.DROP;
    private Duration sendTimeout = Duration.ofMillis(100);
    private Duration drainTimeout = Duration.ofSeconds(30);
    private @Nullable CurveKeys curve;

    ZeroMqSinkBuilder() {}

    /** Address of the peer to connect to: its PULL socket, or its SUB or XSUB socket. */
    public ZeroMqSinkBuilder<T> setEndpoint(String address) {
        endpoint = address;
        binds = false;
        return this;
    }

    /**
     * Address to bind instead, for peers that connect. One subtask can have it: the sink's parallelism must be 1. What is
     * under way to a peer is lost when its connection breaks; a sink that connects keeps what it has not sent yet.
     */
    public ZeroMqSinkBuilder<T> setBindEndpoint(String address) {
        endpoint = address;
        binds = true;
        return this;
    }

    public ZeroMqSinkBuilder<T> setSchema(SerializationSchema<T> serializationSchema) {
        schema = serializationSchema;
        return this;
    }

    /** Publishes under the topic of each record. Default: pushes. */
    public ZeroMqSinkBuilder<T> setTopicExtractor(TopicExtractor<T> extractor) {
        topics = extractor;
        return this;
    }

    /** Messages held for a peer that is away or slow. Default: 1,000. */
    public ZeroMqSinkBuilder<T> setHighWaterMark(int messages) {
        highWaterMark = messages;
        return this;
    }

    /** What happens above the high-water mark. Default: {@link WhenFull#DROP}. */
    public ZeroMqSinkBuilder<T> setWhenFull(WhenFull mode) {
        whenFull = mode;
        return this;
    }

    /** How long a pushing sink waits for room before the record is dropped and counted. Default: 100 ms. */
    public ZeroMqSinkBuilder<T> setSendTimeout(Duration timeout) {
        sendTimeout = timeout;
        return this;
    }

    /**
     * How long the end of a bounded stream waits for the peer to take the messages under way; a task that fails or is
     * cancelled waits a second. Default: 30 s.
     */
    public ZeroMqSinkBuilder<T> setDrainTimeout(Duration timeout) {
        drainTimeout = timeout;
        return this;
    }

    /** Encrypts the connection. Default: not encrypted. */
    public ZeroMqSinkBuilder<T> setCurve(CurveKeys keys) {
        curve = keys;
        return this;
    }

    public ZeroMqSink<T> build() {
        if (endpoint == null || schema == null) {
            throw new IllegalStateException("endpoint and schema must be set");
        }
        Duration turn = whenFull == WhenFull.BLOCK ? BLOCKED_TURN : sendTimeout;
        SocketSettings socket = new SocketSettings(List.of(endpoint), binds, highWaterMark, turn, curve);
        return new ZeroMqSink<>(schema, topics, new SinkSettings(socket, whenFull, drainTimeout));
    }
}
