package io.tickpilot.flink.connector.zeromq.sink;

import java.time.Duration;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.jspecify.annotations.Nullable;

/** Endpoint and schema must be given. */
public final class ZeroMqSinkBuilder<T> {
    private @Nullable String endpoint;
    private @Nullable SerializationSchema<T> schema;
    private int highWaterMark = 1_000;
    private Duration sendTimeout = Duration.ofMillis(100);

    private Duration drainTimeout = Duration.ofSeconds(30);

    ZeroMqSinkBuilder() {}

    /** Address of the PULL socket to connect to. */
    public ZeroMqSinkBuilder<T> setEndpoint(String address) {
        endpoint = address;
        return this;
    }

    public ZeroMqSinkBuilder<T> setSchema(SerializationSchema<T> serializationSchema) {
        schema = serializationSchema;
        return this;
    }

    /** Frames held for a peer that is away or slow. Default: 1,000. */
    public ZeroMqSinkBuilder<T> setHighWaterMark(int frames) {
        highWaterMark = frames;
        return this;
    }

    /** How long a full socket is waited for before the record is dropped and counted. Default: 100 ms. */
    public ZeroMqSinkBuilder<T> setSendTimeout(Duration timeout) {
        sendTimeout = timeout;
        return this;
    }

    /**
     * How long the end of a bounded stream waits for the peer to take the frames under way; a task that fails or is
     * cancelled waits a second. Default: 30 s.
     */
    public ZeroMqSinkBuilder<T> setDrainTimeout(Duration timeout) {
        drainTimeout = timeout;
        return this;
    }

    public ZeroMqSink<T> build() {
        if (endpoint == null || schema == null) {
            throw new IllegalStateException("endpoint and schema must be set");
        }
        return new ZeroMqSink<>(endpoint, schema, highWaterMark, sendTimeout, drainTimeout);
    }
}
