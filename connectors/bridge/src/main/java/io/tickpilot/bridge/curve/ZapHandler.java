package io.tickpilot.bridge.curve;

import io.tickpilot.bridge.access.Networks;
import io.tickpilot.bridge.access.Refusals;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zmq.Msg;

/**
 * Judges the handshake of every connection to the protected sockets of one context (ZeroMQ RFC 27). It must be there before
 * a socket listens and until the last one is closed: JeroMQ lets everyone in when nobody answers its question, so this one's
 * socket is closed with the context only, even when the thread has died.
 */
public final class ZapHandler implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ZapHandler.class);
    private static final String ENDPOINT = "inproc://zeromq.zap.01";
    private static final int FRAMES = 8;
    private static final int POLL_MILLIS = 100;
    private static final int KEY_BYTES = 32;

    private final ZMQ.Socket socket;
    private final Networks allowed;
    private final @Nullable KnownKeys keys;
    private final Refusals refusals;
    /**
     * Under which the proof is put with a connection's messages. JeroMQ lets the peer's own properties overwrite what was
     * proven, User-Id and Peer-Address included, so the name must be one that no peer can know.
     */
    private final String property;

    private volatile boolean closing;

    /** @param keys null where none are wanted */
    ZapHandler(ZContext context, Networks allowed, @Nullable KnownKeys keys, Refusals refusals) {
        this.allowed = allowed;
        this.keys = keys;
        this.refusals = refusals;
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        property = "proof-" + HexFormat.of().formatHex(secret);
        socket = context.createSocket(SocketType.ROUTER);
        socket.setReceiveTimeOut(POLL_MILLIS);
        socket.setLinger(0);
        socket.bind(ENDPOINT);
    }

    /** @return null when the message came through no protected socket */
    @Nullable
    Proof proof(Msg message) {
        return message.getMetadata() == null
                ? null
                : Proof.parse(message.getMetadata().get(property));
    }

    void stop() {
        closing = true;
    }

    @Override
    public void run() {
        while (!closing) {
            byte[] first = socket.recv();
            if (first == null) {
                continue;
            }
            List<byte[]> frames = new ArrayList<>();
            frames.add(first);
            while (socket.hasReceiveMore()) {
                frames.add(socket.recv());
            }
            if (frames.size() >= FRAMES) {
                answer(frames);
            }
        }
    }

    private void answer(List<byte[]> frames) {
        String status = "400";
        byte[] metadata = new byte[0];
        try {
            Proof proof = judge(frames);
            if (proof != null) {
                status = "200";
                metadata = property(proof.text());
            }
        } catch (RuntimeException e) {
            LOG.error("handshake could not be judged", e);
            status = "500";
        }
        socket.sendMore(frames.get(0));
        socket.sendMore(frames.get(1));
        socket.sendMore(frames.get(2));
        socket.sendMore(frames.get(3));
        socket.sendMore(status);
        socket.sendMore("");
        socket.sendMore("");
        socket.send(metadata);
    }

    /** @return null when it is refused */
    private @Nullable Proof judge(List<byte[]> frames) {
        Optional<Door> door = Door.of(text(frames.get(4)));
        String address = text(frames.get(5));
        if (door.isEmpty() || !isAllowed(address)) {
            refusals.count("address is not allowed", address);
            return null;
        }
        if (keys == null) {
            return Proof.unproven(address);
        }
        String mechanism = text(frames.get(7));
        if (!mechanism.equals("CURVE") || frames.size() != FRAMES + 1 || frames.get(FRAMES).length != KEY_BYTES) {
            refusals.count("key is missing", address);
            return null;
        }
        KeyHolder holder = keys.find(ZMQ.Curve.z85Encode(frames.get(FRAMES)), System.nanoTime());
        if (holder == null) {
            refusals.count("key is not known", address);
            return null;
        }
        if (!holder.mayUse(door.get())) {
            refusals.count("role may not use this door", address);
            return null;
        }
        return new Proof(holder.name(), holder.role(), address);
    }

    private boolean isAllowed(String address) {
        try {
            return allowed.contains(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private byte[] property(String value) {
        byte[] name = property.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + name.length + Integer.BYTES + bytes.length)
                .put((byte) name.length)
                .put(name)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static String text(byte[] frame) {
        return new String(frame, StandardCharsets.UTF_8);
    }
}
