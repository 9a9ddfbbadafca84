package io.tickpilot.bridge;

import io.tickpilot.bridge.curve.Guard;
import io.tickpilot.bridge.curve.GuardSettings;
import io.tickpilot.bridge.curve.Proof;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import zmq.Msg;

/**
 * The sessions of the ZeroMQ door: one for each key, or for each connection where no keys are wanted. Those not heard of
 * for long are forgotten. One thread, but for {@link #health}.
 */
final class Clients {
    private static final long KEPT_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int MOST = 10_000;

    private final Guard guard;
    private final GuardSettings.Limits limits;
    private final MarketClock wall = MarketClock.system();
    private final Map<Object, ClientSession> sessions = new ConcurrentHashMap<>();

    Clients(Guard guard, GuardSettings.Limits limits) {
        this.guard = guard;
        this.limits = limits;
    }

    @Nullable
    Proof proof(Msg frame) {
        return guard.proof(frame);
    }

    /**
     * @param proof of what the connection sent
     * @return null without a proof
     */
    @Nullable
    ClientSession of(byte[] connection, @Nullable Proof proof, long nowNanos) {
        if (proof == null) {
            guard.refusals().count("connection proved nothing", "unknown");
            return null;
        }
        Object key = proof.name().isEmpty() ? ByteBuffer.wrap(connection) : proof.name();
        ClientSession session = sessions.get(key);
        if (session == null) {
            session = new ClientSession(proof, limits, nowNanos);
            if (sessions.size() < MOST) {
                sessions.put(key, session);
            }
        }
        session.proven(proof);
        return session;
    }

    /** A request that was not taken. */
    void refused(ClientSession session, String cause) {
        guard.refusals().count(cause, session.peer());
    }

    int longestFrame() {
        return limits.frameBytes();
    }

    void forget(long nowMicros) {
        sessions.values().removeIf(session -> nowMicros - session.seenMicros() > KEPT_MICROS);
    }

    /** What waited for the journal is not waited for any more. */
    void forgetWaiting() {
        sessions.values().forEach(ClientSession::forgetWaiting);
    }

    /** By name. From any thread. */
    List<ClientHealth> health() {
        long now = wall.micros();
        List<ClientHealth> health = new ArrayList<>();
        sessions.values().forEach(session -> health.add(session.health(now)));
        health.sort(Comparator.comparing(ClientHealth::name).thenComparing(ClientHealth::address));
        return health;
    }
}
