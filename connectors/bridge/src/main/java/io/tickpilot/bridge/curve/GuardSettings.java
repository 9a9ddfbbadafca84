package io.tickpilot.bridge.curve;

import io.tickpilot.bridge.access.Networks;
import io.tickpilot.core.config.Settings;
import java.util.List;

/**
 * Who is let in by the ZeroMQ doors, and how much of each. Keys of section {@code bridge}.
 *
 * @param keys folder with the bridge's own keys and those of its clients, see {@link KeyFolder}
 * @param allow networks from which clients may come; empty: any
 */
public record GuardSettings(Curve curve, String keys, List<String> allow, Limits limits) {

    /** Whether clients prove themselves with keys. */
    public enum Curve {
        /** Nobody does: for the loopback, or networks that are trusted as a whole. */
        OFF,
        /** Everybody does, the hot job too. */
        REQUIRED
    }

    /**
     * @param frameBytes of one message; a longer one is refused, one twice as long ends its connection
     * @param connections at once, over all doors
     * @param connectionsPerAddress at once
     * @param messagesPerSecond of one client; beyond it the client is told to wait
     * @param bytesPerSecond of one client; as above
     * @param unacknowledged requests of one client that may wait for the journal; as above
     * @param eventsPerDay of one client, by UTC; 0: any number
     */
    public record Limits(
            int frameBytes,
            int connections,
            int connectionsPerAddress,
            int messagesPerSecond,
            int bytesPerSecond,
            int unacknowledged,
            int eventsPerDay) {}

    /**
     * @param bridge the section
     * @param bind address that the sockets listen on
     */
    public static GuardSettings from(Settings bridge, String bind) {
        Settings limits = bridge.section("limits");
        GuardSettings settings = new GuardSettings(
                bridge.choice("curve", Curve.class, Curve.OFF),
                bridge.text("keys", "keys"),
                bridge.texts("allow", List.of()),
                new Limits(
                        limits.integer("max-frame", 1_048_576, 1_024, 67_108_864),
                        limits.integer("max-connections", 1_000, 1, 100_000),
                        limits.integer("max-connections-per-address", 500, 1, 100_000),
                        limits.integer("messages-per-second", 50_000, 1, 10_000_000),
                        limits.integer("bytes-per-second", 67_108_864, 1_024, 1_073_741_824),
                        limits.integer("max-unacknowledged", 10_000, 1, 1_000_000),
                        limits.integer("events-per-day", 0, 0, Integer.MAX_VALUE)));
        if (settings.curve == Curve.OFF && settings.allow.isEmpty() && !Networks.isLoopback(bind)) {
            bridge.fault("curve", "must be required, or allow must name networks, when bind is not the loopback", bind);
        }
        try {
            Networks.of(settings.allow);
        } catch (IllegalArgumentException e) {
            bridge.fault("allow", "must hold networks", e.getMessage());
        }
        return settings;
    }

    public Networks networks() {
        return Networks.of(allow);
    }

    public GuardSettings withCurve(String keyFolder) {
        return new GuardSettings(Curve.REQUIRED, keyFolder, allow, limits);
    }

    public GuardSettings withKeys(String keyFolder) {
        return new GuardSettings(curve, keyFolder, allow, limits);
    }

    public GuardSettings withLimits(Limits other) {
        return new GuardSettings(curve, keys, allow, other);
    }

    public GuardSettings withAllow(List<String> networks) {
        return new GuardSettings(curve, keys, networks, limits);
    }
}
