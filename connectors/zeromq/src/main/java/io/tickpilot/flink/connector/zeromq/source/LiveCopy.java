package io.tickpilot.flink.connector.zeromq.source;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The fast copy of the log: PUB frames of two bytes partition, big-endian, then the record; subscribed to by those two
 * bytes. Belongs to one thread.
 */
final class LiveCopy implements AutoCloseable {
    static final int HEADER_BYTES = 2;
    private static final int RECEIVE_TIMEOUT_MILLIS = 1;

    private final ZContext context = new ZContext(1);
    private final ZMQ.Socket socket;

    LiveCopy(List<String> endpoints, int receiveHighWaterMark) {
        socket = context.createSocket(SocketType.SUB);
        socket.setLinger(0);
        socket.setRcvHWM(receiveHighWaterMark);
        socket.setReceiveTimeOut(RECEIVE_TIMEOUT_MILLIS);
        endpoints.forEach(socket::connect);
    }

    void subscribe(int partition) {
        socket.subscribe(new byte[] {(byte) (partition >>> 8), (byte) partition});
    }

    /** Waits up to a millisecond for a frame. */
    byte @Nullable [] receive() {
        return socket.recv(0);
    }

    /** A frame that is here already. */
    byte @Nullable [] receiveNow() {
        return socket.recv(ZMQ.DONTWAIT);
    }

    static int partition(byte[] frame) {
        return (frame[0] & 0xff) << 8 | (frame[1] & 0xff);
    }

    /** Flink cancels a task by interrupting its thread; JeroMQ shuts down cleanly only without that mark. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            context.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
