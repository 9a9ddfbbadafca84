package io.tickpilot.bridge;

import io.tickpilot.core.event.Tick;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.ServerMessage;
import io.tickpilot.wire.proto.TickBatch;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Bare sockets, one thread: what a client in another language would do. It repeats what is not answered, as every client must:
 * what a bridge has not acknowledged goes with its epoch.
 */
final class RawPeer implements AutoCloseable {
    /**
     * JeroMQ 0.6.0 now and then (1 connection of 60 on a busy machine) forgets to listen on a new connection until its handshake
     * is given up, after 30 s by default: its poller sees the connecter's end and the engine's beginning in one turn, and cancels
     * the channel's key for both.
     */
    static final int HANDSHAKE_MILLIS = 2_000;

    private static final int REPEAT_MILLIS = 10_000;
    private static final int ROUNDS = 6;

    private final ZContext context = new ZContext();
    private final ZMQ.Socket dealer;
    /** Since the last answer. */
    private final List<byte[]> unanswered = new ArrayList<>();

    RawPeer(BridgeAddresses bridge) {
        dealer = context.createSocket(SocketType.DEALER);
        dealer.setReceiveTimeOut(REPEAT_MILLIS);
        dealer.setHandshakeIvl(HANDSHAKE_MILLIS);
        dealer.connect(bridge.control());
    }

    ZMQ.Socket subscriber(String address) {
        ZMQ.Socket socket = context.createSocket(SocketType.SUB);
        socket.setReceiveTimeOut(10_000);
        socket.setRcvHWM(100_000);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.connect(address);
        socket.subscribe(new byte[0]);
        return socket;
    }

    ZMQ.Socket pusher(String address) {
        return JobSocket.connect(context, address);
    }

    void sendRaw(byte[] frame) {
        unanswered.add(frame);
        dealer.send(frame);
    }

    void send(ClientMessage.Builder message) {
        sendRaw(message.build().toByteArray());
    }

    void sendTicks(long request, Tick... ticks) {
        TickBatch.Builder batch = TickBatch.newBuilder();
        for (Tick tick : ticks) {
            batch.addTicks(WireCodec.toWire(tick));
        }
        send(ClientMessage.newBuilder().setRequest(request).setTicks(batch));
    }

    ServerMessage receive() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] frame = dealer.recv();
            if (frame != null) {
                unanswered.clear();
                return ServerMessage.parseFrom(frame);
            }
            unanswered.forEach(dealer::send);
        }
        throw new AssertionError("no reply within a minute");
    }

    @Override
    public void close() {
        context.close();
    }
}
