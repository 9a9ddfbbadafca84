package io.tickpilot.flink.connector.zeromq.source;

import io.tickpilot.flink.connector.zeromq.internal.SocketSettings;
import io.tickpilot.flink.connector.zeromq.internal.ZeroMqSocket;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;

/**
 * The fast copy of the log: PUB frames of two bytes partition, big-endian, then the record; subscribed to by those two
 * bytes. Belongs to one thread.
 */
final class LiveCopy implements AutoCloseable {
    static final int HEADER_BYTES = 2;

    private final ZeroMqSocket socket;

    LiveCopy(SocketSettings settings) {
        socket = new ZeroMqSocket(SocketType.SUB, settings);
    }

    void register(MetricGroup group) {
        socket.register(group);
    }

    void subscribe(int partition) {
        socket.subscribe(new byte[] {(byte) (partition >>> 8), (byte) partition});
    }

    /** Waits up to a millisecond for a frame. */
    byte @Nullable [] receive() {
        return socket.receive();
    }

    /** A frame that is here already. */
    byte @Nullable [] receiveNow() {
        return socket.receiveNow();
    }

    static int partition(byte[] frame) {
        return (frame[0] & 0xff) << 8 | (frame[1] & 0xff);
    }

    @Override
    public void close() {
        socket.close();
    }
}
