package io.tickpilot.flink.connector.zeromq.internal;

import io.tickpilot.flink.connector.zeromq.CurveKeys;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a socket reaches its peers.
 *
 * @param endpoints at least one
 * @param binds whether it binds them instead of connecting to them
 * @param highWaterMark messages held for each peer, in its direction of travel
 * @param timeout how long a call waits for a message, or for room
 * @param curve null: no encryption
 */
public record SocketSettings(
        List<String> endpoints,
        boolean binds,
        int highWaterMark,
        Duration timeout,
        @Nullable CurveKeys curve) implements Serializable {
    private static final long serialVersionUID = 1L;

    public SocketSettings {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalStateException("endpoint must be set");
        }
        if (highWaterMark < 1) {
            throw new IllegalStateException("high-water mark must be at least 1: " + highWaterMark);
        }
        if (curve != null && (curve.serverKey() == null) != binds) {
            throw new IllegalStateException(
                    binds ? "binding needs CurveKeys.ofServer" : "connecting needs CurveKeys.ofClient");
        }
    }
}
