package io.tickpilot.flink.connector.zeromq.source;

import io.tickpilot.flink.connector.zeromq.internal.ContextCloser;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/**
 * The fast copy of the log: PUB frames of two bytes partition, big-endian, then the record; subscribed to by those two
 * bytes. Belongs to one thread.
 */
final class LiveCopy implements AutoCloseable {
    /** A handshake that is not done by then is given up and begun anew; JeroMQ's default is 30 s. */
    private static final int HANDSHAKE_MILLIS = 2_000;

    static final int HEADER_BYTES = 2;
    private static final int RECEIVE_TIMEOUT_MILLIS = 1;

    private final ZContext context = new ZContext(1);
    private final ZMQ.Socket socket;

    LiveCopy(List<String> endpoints, int receiveHighWaterMark) {
        socket = context.createSocket(SocketType.SUB);
        socket.setLinger(0);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.setRcvHWM(receiveHighWaterMark);
        socket.setReceiveTimeOut(RECEIVE_TIMEOUT_MILLIS);
        endpoints.forEach(socket::connect);
    }

    void subscribe(int partition) {
        socket.subscribe(new byte[] {(byte) (partition >>> 8), (byte) partition});
    }

    /** Waits up to a millisecond for a frame. */
    byte @Nullable [] receive() {
        return receive(0);
    }

    /** A frame that is here already. */
    byte @Nullable [] receiveNow() {
        return receive(ZMQ.DONTWAIT);
    }

    static int partition(byte[] frame) {
        return (frame[0] & 0xff) << 8 | (frame[1] & 0xff);
    }

    @Override
    public void close() {
        ContextCloser.close(context);
    }

    /** An interrupt is the cancellation of the task: nothing was received, and the caller will see it. */
    private byte @Nullable [] receive(int flags) {
        try {
            return socket.recv(flags);
        } catch (ZMQException e) {
            if (e.getErrorCode() == ZError.EINTR) {
                Thread.currentThread().interrupt(); // JeroMQ has cleared it
                return null;
            }
            throw e;
        }
    }
}
