package io.tickpilot.local.ea;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickpilot.wire.proto.Outbound;
import java.time.Duration;
import java.util.OptionalLong;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Listens to a bridge's stream for its clock, which it publishes each second to whoever it lets in. */
public final class StreamClockProbe {
    private static final String EVERYONE = "* ";
    private static final String CONNECTIONS = "inproc://connections";
    /**
     * JeroMQ 0.6.0 gives a handshake 30 s, and now and then its poller does not listen on a new connection until that is over: the
     * handshake is given up sooner and begun anew.
     */
    private static final int HANDSHAKE_MILLIS = 2_000;

    private StreamClockProbe() {}

    /**
     * What the bridge calls now, epoch microseconds; empty when none was heard in time.
     *
     * @param signals address of the bridge's signals
     * @param dialling how long to try for a connection
     * @param listening how long to wait for the clock once there is one; several handshakes long
     */
    public static OptionalLong hear(String signals, Duration dialling, Duration listening) {
        try (ZContext context = new ZContext()) {
            ZMQ.Socket stream = context.createSocket(SocketType.SUB);
            stream.setHandshakeIvl(HANDSHAKE_MILLIS);
            stream.subscribe(EVERYONE);
            stream.monitor(CONNECTIONS, ZMQ.EVENT_CONNECTED);
            ZMQ.Socket connections = context.createSocket(SocketType.PAIR);
            connections.setReceiveTimeOut((int) dialling.toMillis());
            connections.connect(CONNECTIONS);
            stream.connect(signals);
            return ZMQ.Event.recv(connections) == null ? OptionalLong.empty() : listen(stream, listening);
        }
    }

    private static OptionalLong listen(ZMQ.Socket stream, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            stream.setReceiveTimeOut(Math.max(1, (int) ((end - System.nanoTime()) / 1_000_000)));
            if (stream.recv() == null) {
                return OptionalLong.empty();
            }
            try {
                Outbound outbound = Outbound.parseFrom(stream.recv());
                if (outbound.hasClock()) {
                    return OptionalLong.of(outbound.getClock().getTimeMicros());
                }
            } catch (InvalidProtocolBufferException e) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }
}
