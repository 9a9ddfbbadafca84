package io.tickpilot.flink.connector.zeromq.sink;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends each record at once, as one message: nothing waits for a checkpoint, and nothing is repeated by the sink. With a
 * {@linkplain ZeroMqSinkBuilder#setTopicExtractor topic extractor} it publishes (PUB: a topic frame, then the value),
 * otherwise it pushes (PUSH: one frame).
 *
 * <p>Delivery of one record is at most once, whatever the mode: ZeroMQ acknowledges nothing, so that a peer that dies
 * takes with it what had reached its buffers. After a restart the job sends again what follows its checkpoint, so
 * receivers must drop doubles by an id of the record. Holding back until a peer acknowledges (at least once) or commits
 * (exactly once) needs a peer that does; none of ZeroMQ's one-way patterns has one. There is no writer state.
 *
 * <p>Call {@code disableChaining()} on the sink's stream where the chain before it must not wait for a full socket.
 *
 * @param <T> what it sends
 */
public final class ZeroMqSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    private final SerializationSchema<T> schema;
    private final @Nullable TopicExtractor<T> topics;
    private final SinkSettings settings;

    ZeroMqSink(SerializationSchema<T> schema, @Nullable TopicExtractor<T> topics, SinkSettings settings) {
        this.schema = schema;
        this.topics = topics;
        this.settings = settings;
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
        return new ZeroMqSinkWriter<>(schema, topics, settings, context.metricGroup());
    }
}
