package io.tickpilot.flink.connector.zeromq.sink;

import io.tickpilot.flink.connector.zeromq.internal.ContextCloser;
import java.time.Duration;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Writer without state. The socket belongs to the task thread. */
final class ZeroMqSinkWriter<T> implements SinkWriter<T> {
    /** A handshake that is not done by then is given up and begun anew; JeroMQ's default is 30 s. */
    private static final int HANDSHAKE_MILLIS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(ZeroMqSinkWriter.class);
    /** For frames under way when the task fails or is cancelled. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final String endpoint;
    private final SerializationSchema<T> schema;
    private final SinkWriterMetricGroup metrics;
    private final ZContext context = new ZContext(1);
    private final ZMQ.Socket socket;
    private final Duration drainTimeout;
    private Duration linger = LINGER;
    private boolean dropping;
    private volatile long sendMillis;

    ZeroMqSinkWriter(
            String endpoint,
            SerializationSchema<T> schema,
            int highWaterMark,
            Duration sendTimeout,
            Duration drainTimeout,
            SinkWriterMetricGroup metrics) {
        this.endpoint = endpoint;
        this.schema = schema;
        this.drainTimeout = drainTimeout;
        this.metrics = metrics;
        metrics.setCurrentSendTimeGauge(() -> sendMillis);
        socket = context.createSocket(SocketType.PUSH);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.setSndHWM(highWaterMark);
        socket.setSendTimeOut(Math.toIntExact(sendTimeout.toMillis()));
        socket.connect(endpoint);
    }

    @Override
    public void write(T element, Context writeContext) {
        byte[] frame = schema.serialize(element);
        long started = System.nanoTime();
        boolean sent = socket.send(frame, 0);
        sendMillis = (System.nanoTime() - started) / 1_000_000;
        if (sent) {
            metrics.getNumRecordsSendCounter().inc();
            metrics.getNumBytesSendCounter().inc(frame.length);
            dropping = false;
            return;
        }
        metrics.getNumRecordsSendErrorsCounter().inc();
        if (!dropping) {
            dropping = true;
            LOG.warn("records are dropped, peer takes none: endpoint={}", endpoint);
        }
    }

    /** Nothing is held back here. At the regular end the peer gets its time: it may not even be connected yet. */
    @Override
    public void flush(boolean endOfInput) {
        if (endOfInput) {
            linger = drainTimeout;
        }
    }

    @Override
    public void close() {
        socket.setLinger(Math.toIntExact(linger.toMillis()));
        ContextCloser.close(context, linger);
    }
}
