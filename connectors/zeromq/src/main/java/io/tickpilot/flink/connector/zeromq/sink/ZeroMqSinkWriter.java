package io.tickpilot.flink.connector.zeromq.sink;

import io.tickpilot.flink.connector.zeromq.internal.ZeroMqSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;

/** Writer without state. The socket belongs to the task thread. */
final class ZeroMqSinkWriter<T> implements SinkWriter<T> {
    private static final Logger LOG = LoggerFactory.getLogger(ZeroMqSinkWriter.class);
    /** For messages under way when the task fails or is cancelled. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final SerializationSchema<T> schema;
    private final @Nullable TopicExtractor<T> topics;
    private final SinkSettings settings;
    private final SinkWriterMetricGroup metrics;
    private final ZeroMqSocket socket;
    private boolean dropping;
    private volatile long sendMillis;

    ZeroMqSinkWriter(
            SerializationSchema<T> schema,
            @Nullable TopicExtractor<T> topics,
            SinkSettings settings,
            SinkWriterMetricGroup metrics) {
        this.schema = schema;
        this.topics = topics;
        this.settings = settings;
        this.metrics = metrics;
        socket = new ZeroMqSocket(topics == null ? SocketType.PUSH : SocketType.PUB, settings.socket());
        socket.setLinger(LINGER);
        if (topics != null && settings.whenFull() == WhenFull.BLOCK) {
            socket.refuseWhenFull();
        }
        metrics.setCurrentSendTimeGauge(() -> sendMillis);
        socket.register(metrics);
    }

    @Override
    public void write(T element, Context writeContext) throws InterruptedException {
        byte @Nullable [] topic =
                topics == null ? null : topics.topicOf(element).getBytes(StandardCharsets.UTF_8);
        byte[] value = schema.serialize(element);
        long started = System.nanoTime();
        boolean sent = (topic == null || send(topic, true)) && send(value, false);
        sendMillis = (System.nanoTime() - started) / 1_000_000;
        if (sent) {
            metrics.getNumRecordsSendCounter().inc();
            metrics.getNumBytesSendCounter().inc(value.length + (topic == null ? 0 : topic.length));
            dropping = false;
            return;
        }
        metrics.getNumRecordsSendErrorsCounter().inc();
        if (!dropping) {
            dropping = true;
            LOG.warn(
                    "records are dropped, peer takes none: {}",
                    settings.socket().endpoints());
        }
    }

    private boolean send(byte[] frame, boolean more) throws InterruptedException {
        boolean sent = socket.send(frame, more);
        while (!sent && settings.whenFull() == WhenFull.BLOCK) {
            sent = socket.send(frame, more);
        }
        return sent;
    }

    /** Nothing is held back here. At the regular end the peer gets its time: it may not even be connected yet. */
    @Override
    public void flush(boolean endOfInput) {
        if (endOfInput) {
            socket.setLinger(settings.drainTimeout());
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
