package io.tickpilot.bridge.client;

import io.tickpilot.bridge.curve.ClientKeys;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a bridge and how much to have under way.
 *
 * @param name shown to operators
 * @param role {@code terminal}, {@code feed} or {@code operator}
 * @param control address of the bridge's ROUTER; those of several bridges, of which one is active, separated by commas
 * @param signals address of its PUB, or theirs; empty for a client that wants no signals
 * @param queue events that may wait to be sent
 * @param batch ticks in one request, at most
 * @param inFlight requests that may be unacknowledged
 * @param resendAfter without an acknowledgement everything is sent again; doubles up to ten times as long
 * @param heartbeat interval
 * @param fallback where to go while ZeroMQ fails; null: nowhere
 * @param keys null for a bridge that wants none
 */
public record ClientSettings(
        String name,
        String role,
        String control,
        String signals,
        int queue,
        int batch,
        int inFlight,
        Duration resendAfter,
        Duration heartbeat,
        @Nullable WebSocketFallback fallback,
        @Nullable ClientKeys keys) {

    public static ClientSettings feed(String name, String control) {
        return new ClientSettings(
                name, "feed", control, "", 8_192, 128, 32, Duration.ofMillis(500), Duration.ofSeconds(1), null, null);
    }

    public static ClientSettings terminal(String name, String control, String signals) {
        return new ClientSettings(
                name,
                "terminal",
                control,
                signals,
                8_192,
                128,
                32,
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                null,
                null);
    }

    public ClientSettings withFallback(@Nullable WebSocketFallback other) {
        return new ClientSettings(
                name, role, control, signals, queue, batch, inFlight, resendAfter, heartbeat, other, keys);
    }

    public ClientSettings withHeartbeat(Duration interval) {
        return new ClientSettings(
                name, role, control, signals, queue, batch, inFlight, resendAfter, interval, fallback, keys);
    }

    public ClientSettings withKeys(@Nullable ClientKeys other) {
        return new ClientSettings(
                name, role, control, signals, queue, batch, inFlight, resendAfter, heartbeat, fallback, other);
    }

    List<String> controls() {
        return List.of(control.split(","));
    }

    List<String> publishers() {
        return signals.isEmpty() ? List.of() : List.of(signals.split(","));
    }
}
