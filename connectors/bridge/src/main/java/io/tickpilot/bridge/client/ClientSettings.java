package io.tickpilot.bridge.client;

import io.tickpilot.bridge.curve.ClientKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a bridge and how much to have under way.
 *
 * @param name shown to operators
 * @param role {@code terminal}, {@code feed} or {@code operator}
 * @param control address of the bridge's ROUTER; those of several bridges, of which one is active, separated by commas; where
 *     bridges share the symbols, their groups in any order, separated by semicolons
 * @param signals address of its PUB, or theirs, in the same groups; empty for a client that wants no signals
 * @param queue events that may wait to be sent
 * @param batch ticks in one request, at most
 * @param inFlight requests that may be unacknowledged
 * @param resendAfter without an acknowledgement everything is sent again; doubles up to ten times as long
 * @param heartbeat interval
 * @param fallback where to go while ZeroMQ fails, in the same groups; null: nowhere
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

    public ClientSettings {
        int shares = control.split(";").length;
        if (!signals.isEmpty() && signals.split(";").length != shares
                || fallback != null && fallback.shares().size() != shares) {
            throw new IllegalArgumentException("addresses must be given for each share of the symbols: control="
                    + control + " signals=" + signals + " fallback=" + fallback);
        }
    }

    public static ClientSettings feed(String name, String control) {
        return new ClientSettings(
                name, "feed", control, "", 8_192, 128, 32, Duration.ofMillis(500), Duration.ofSeconds(1), null, null);
    }

    /** One that commands. */
    public static ClientSettings operator(String name, String control) {
        return feed(name, control).withRole("operator");
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

    public ClientSettings withRole(String other) {
        return new ClientSettings(
                name, other, control, signals, queue, batch, inFlight, resendAfter, heartbeat, fallback, keys);
    }

    public ClientSettings withKeys(@Nullable ClientKeys other) {
        return new ClientSettings(
                name, role, control, signals, queue, batch, inFlight, resendAfter, heartbeat, fallback, other);
    }

    /** One for each share of the symbols, with its addresses. */
    List<ClientSettings> shares() {
        String[] controls = control.split(";");
        String[] publishers = signals.split(";");
        List<ClientSettings> shares = new ArrayList<>();
        for (int i = 0; i < controls.length; i++) {
            shares.add(new ClientSettings(
                    name,
                    role,
                    controls[i],
                    signals.isEmpty() ? "" : publishers[i],
                    queue,
                    batch,
                    inFlight,
                    resendAfter,
                    heartbeat,
                    fallback == null ? null : fallback.shares().get(i),
                    keys));
        }
        return shares;
    }

    List<String> controls() {
        return List.of(control.split(","));
    }

    List<String> publishers() {
        return signals.isEmpty() ? List.of() : List.of(signals.split(","));
    }
}
