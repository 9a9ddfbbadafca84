package io.tickpilot.bridge.curve;

import io.tickpilot.bridge.access.Refusals;
import io.tickpilot.core.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zmq.Msg;

/**
 * Watches over the listening sockets of one context. Opened before the first of them, closed after the last and before the
 * context.
 */
public final class Guard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final long JOIN_MILLIS = 2_000;
    /** A longer message than wanted is answered, one so much longer ends its connection before it takes any memory. */
    private static final int HARD_LIMIT = 2;

    private static final int SUBSCRIPTION_BYTES = 4_096;

    private final GuardSettings settings;
    private final Refusals refusals = new Refusals("ZeroMQ");
    private final @Nullable KeyPair server;
    private final ZapHandler handler;
    private final ConnectionGate gate;
    private final Thread thread;

    private Guard(ZContext context, GuardSettings settings, @Nullable KeyPair server, @Nullable KnownKeys known) {
        this.settings = settings;
        this.server = server;
        // Can be set before the context's first socket only.
        context.setNotificationExceptionHandler((t, e) -> {
            refusals.count("message breaks the protocol", "unknown");
            LOG.debug("ZeroMQ could not follow a peer", e);
        });
        gate = new ConnectionGate(
                settings.limits().connections(), settings.limits().connectionsPerAddress(), refusals);
        handler = new ZapHandler(context, settings.networks(), known, refusals);
        thread = new Thread(handler, "tickpilot-bridge-zap");
        thread.setDaemon(true);
        thread.start();
    }

    /** @throws ConfigException when keys are wanted and cannot be had */
    public static Guard open(ZContext context, GuardSettings settings) {
        if (settings.curve() == GuardSettings.Curve.OFF) {
            return new Guard(context, settings, null, null);
        }
        Path folder = Path.of(settings.keys());
        KeyFolder keys = new KeyFolder(folder);
        try {
            return new Guard(context, settings, keys.server(), new KnownKeys(keys, System.nanoTime()));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(
                    "bridge.keys: holds no keys of a bridge, ./tickpilot bridge keys makes them: " + folder);
        }
    }

    /** Before the socket listens. */
    public void protect(ZMQ.Socket socket, Door door) {
        socket.setZAPDomain(door.name());
        if (server != null) {
            socket.setCurveServer(true);
            socket.setCurvePublicKey(ZMQ.Curve.z85Decode(server.publicKey()));
            socket.setCurveSecretKey(ZMQ.Curve.z85Decode(server.secretKey()));
        }
        boolean publishes = door == Door.SIGNALS || door == Door.FAST_COPY;
        int longest = publishes
                ? SUBSCRIPTION_BYTES
                : (int) Math.min(Integer.MAX_VALUE, (long) settings.limits().frameBytes() * HARD_LIMIT);
        socket.setMaxMsgSize(longest);
        // JeroMQ 0.6.0 takes a 64-bit length for a signed one: a negative one passes its limit, and anyone could hang
        // its
        // thread for good with nine bytes. What is asked for then gets no room, and the connection ends for its
        // content.
        socket.setMsgAllocator(size -> new Msg(size >= 0 && size <= longest ? size : 0));
        socket.setEventHook(gate, ConnectionGate.EVENTS);
    }

    /** Who sent a message. @return null for one that came through no protected socket */
    public @Nullable Proof proof(Msg message) {
        return handler.proof(message);
    }

    public Refusals refusals() {
        return refusals;
    }

    /** Connections open now. */
    public int connections() {
        return gate.count();
    }

    public Map<String, Long> refused() {
        return refusals.byCause();
    }

    @Override
    public void close() {
        handler.stop();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
