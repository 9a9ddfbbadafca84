package io.tickpilot.flink.connector.zeromq.sink;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Pushes each record as one frame to a PULL endpoint, at once: nothing waits for a checkpoint, and nothing is repeated
 * by the sink. After a restart the job sends again what follows its checkpoint, so receivers must drop doubles by an id
 * of the record. Delivery is at most once towards a peer that is gone for longer than the high-water mark lasts; such
 * losses are counted, never silent.
 *
 * <p>Call {@code disableChaining()} on the sink's stream where the chain before it must not wait for a full socket.
 *
 * @param <T> what it sends
 */
public final class ZeroMqSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    private final String endpoint;
    private final SerializationSchema<T> schema;
    private final int highWaterMark;
    private final Duration sendTimeout;
    private final Duration drainTimeout;

    ZeroMqSink(
            String endpoint,
            SerializationSchema<T> schema,
            int highWaterMark,
            Duration sendTimeout,
            Duration drainTimeout) {
        this.endpoint = endpoint;
        this.schema = schema;
        this.highWaterMark = highWaterMark;
        this.sendTimeout = sendTimeout;
        this.drainTimeout = drainTimeout;
    }

    public static <T> ZeroMqSinkBuilder<T> builder() {
        return new ZeroMqSinkBuilder<>();
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        try {
            schema.open(context.asSerializationSchemaInitializationContext());
        } catch (Exception e) {
            throw new IOException("serialization schema cannot be opened: " + schema, e);
        }
        return new ZeroMqSinkWriter<>(
                endpoint, schema, highWaterMark, sendTimeout, drainTimeout, context.metricGroup());
    }
}
