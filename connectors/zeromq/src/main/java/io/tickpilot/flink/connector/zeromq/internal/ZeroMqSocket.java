package io.tickpilot.flink.connector.zeromq.internal;

import io.tickpilot.flink.connector.zeromq.CurveKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/** One socket in a context of its own. Belongs to the task thread. */
public final class ZeroMqSocket implements AutoCloseable {
    /** A handshake that is not done by then is given up and begun anew; JeroMQ's default is 30 s. */
    private static final int HANDSHAKE_MILLIS = 2_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ZContext context = new ZContext(1);
    private final ZMQ.Socket socket;
    private final ConnectionWatch watch = new ConnectionWatch(RETRY_AFTER);
    /** Endpoints as configured, by the address they had when they were connected to. */
    private final Map<String, String> endpoints = new HashMap<>();

    private final boolean binds;
    private Duration linger = Duration.ZERO;

    /** Opens the socket and binds or connects it. */
    public ZeroMqSocket(SocketType type, SocketSettings settings) {
        binds = settings.binds();
        socket = context.createSocket(type);
        try {
            socket.setHandshakeIvl(HANDSHAKE_MILLIS);
            socket.setHWM(settings.highWaterMark());
            int timeoutMillis = Math.toIntExact(settings.timeout().toMillis());
            socket.setReceiveTimeOut(timeoutMillis);
            socket.setSendTimeOut(timeoutMillis);
            if (settings.curve() != null) {
                encrypt(settings.curve());
            }
            socket.setEventHook(watch, ConnectionWatch.EVENTS);
            for (String endpoint : settings.endpoints()) {
                reach(endpoint);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void encrypt(CurveKeys keys) {
        socket.setCurvePublicKey(ZMQ.Curve.z85Decode(keys.publicKey()));
        socket.setCurveSecretKey(ZMQ.Curve.z85Decode(keys.secretKey()));
        if (keys.serverKey() == null) {
            socket.setCurveServer(true);
        } else {
            socket.setCurveServerKey(ZMQ.Curve.z85Decode(keys.serverKey()));
        }
    }

    private void reach(String endpoint) {
        try {
            if (binds) {
                socket.bind(endpoint);
            } else {
                socket.connect(endpoint);
                endpoints.put(socket.getLastEndpoint(), endpoint);
            }
        } catch (ZMQException e) {
            throw new IllegalStateException((binds ? "cannot bind: " : "cannot connect: ") + endpoint, e);
        }
    }

    /** Registers how often a connection was made and lost; a peer with another key makes both go on and on. */
    public void register(MetricGroup group) {
        watch.register(group);
    }

    public void subscribe(byte[] prefix) {
        socket.subscribe(prefix);
    }

    public void unsubscribe(byte[] prefix) {
        socket.unsubscribe(prefix);
    }

    /** Makes a PUB socket refuse a message that a subscriber has no room for, instead of leaving that one out. */
    public void refuseWhenFull() {
        socket.setXpubNoDrop(true);
    }

    /** How long {@link #close()} waits for messages under way. Default: not at all. */
    public void setLinger(Duration duration) {
        linger = duration;
    }

    /** A frame, waited for up to the timeout. An interrupt is the cancellation of the task: nothing was received. */
    public byte @Nullable [] receive() {
        revive();
        return receive(0);
    }

    /** A frame that is here already. */
    public byte @Nullable [] receiveNow() {
        revive();
        return receive(ZMQ.DONTWAIT);
    }

    /** The frame received last and the rest of its message. */
    public List<byte[]> message(byte[] first) {
        if (!socket.hasReceiveMore()) {
            return List.of(first);
        }
        List<byte[]> frames = new ArrayList<>(2);
        frames.add(first);
        while (socket.hasReceiveMore()) {
            byte[] frame = receive(0);
            if (frame == null) {
                throw new IllegalStateException("message was cut short: frames=" + frames.size());
            }
            frames.add(frame);
        }
        return frames;
    }

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

    /** Sends a frame; waits for room up to the timeout and returns whether there was any. */
    public boolean send(byte[] frame, boolean more) throws InterruptedException {
        revive();
        try {
            return socket.send(frame, more ? ZMQ.SNDMORE : 0);
        } catch (ZMQException e) {
            if (e.getErrorCode() == ZError.EINTR) {
                throw new InterruptedException("interrupted while the socket was full");
            }
            throw e;
        }
    }

    /** Never between the frames of a message received: its connection may be the one to go. */
    private void revive() {
        for (String address : binds ? List.<String>of() : watch.givenUp()) {
            String endpoint = endpoints.getOrDefault(address, address);
            socket.disconnect(endpoint);
            reach(endpoint);
        }
    }

    @Override
    public void close() {
        socket.setLinger(Math.toIntExact(linger.toMillis()));
        ContextCloser.close(context, linger);
    }
}
