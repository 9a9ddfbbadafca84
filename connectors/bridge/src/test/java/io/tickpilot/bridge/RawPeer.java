package io.tickpilot.bridge;

import io.tickpilot.core.event.Tick;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.ServerMessage;
import io.tickpilot.wire.proto.TickBatch;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Bare sockets, one thread: what a client in another language would do. */
final class RawPeer implements AutoCloseable {
    /** Some of JeroMQ's handshakes stall on a busy machine, for 30 s by default. */
    private static final int HANDSHAKE_MILLIS = 2_000;

    private final ZContext context = new ZContext();
    private final ZMQ.Socket dealer;

    RawPeer(BridgeAddresses bridge) {
        dealer = context.createSocket(SocketType.DEALER);
        dealer.setReceiveTimeOut(10_000);
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
        ZMQ.Socket socket = context.createSocket(SocketType.PUSH);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.connect(address);
        return socket;
    }

    void sendRaw(byte[] frame) {
        dealer.send(frame);
    }

    void send(ClientMessage.Builder message) {
        dealer.send(message.build().toByteArray());
    }

    void sendTicks(long request, Tick... ticks) {
        TickBatch.Builder batch = TickBatch.newBuilder();
        for (Tick tick : ticks) {
            batch.addTicks(WireCodec.toWire(tick));
        }
        send(ClientMessage.newBuilder().setRequest(request).setTicks(batch));
    }

    ServerMessage receive() throws Exception {
        byte[] frame = dealer.recv();
        if (frame == null) {
            throw new AssertionError("no reply within ten seconds");
        }
        return ServerMessage.parseFrom(frame);
    }

    @Override
    public void close() {
        context.close();
    }
}
