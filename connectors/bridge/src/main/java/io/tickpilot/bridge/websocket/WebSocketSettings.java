package io.tickpilot.bridge.websocket;

import io.tickpilot.bridge.access.Networks;
import io.tickpilot.core.config.Settings;
import java.util.List;

/**
 * Section {@code bridge.websocket} of the configuration, but for the port.
 *
 * @param bind address to listen on; beyond the loopback only with tokens and TLS
 */
public record WebSocketSettings(
        boolean enabled, String bind, Tokens tokens, Tls tls, Admission admission, Limits limits) {

    /** By which a client proves itself. */
    public enum Proof {
        /** None wanted. */
        NONE,
        /** A token signed with a shared secret. */
        HS256,
        /** A token signed with a private key. */
        RS256
    }

    /**
     * Where the keys of tokens are.
     *
     * @param secretFile for HS256; empty: the environment's {@code TICKPILOT_JWT_SECRET}
     * @param publicKey PEM file, for RS256
     * @param privateKey PEM file; only who makes tokens needs it
     */
    public record Tokens(Proof proof, String secretFile, String publicKey, String privateKey) {}

    /**
     * @param keystore PKCS #12 or JKS; empty: no TLS
     * @param passwordFile empty: the environment's {@code TICKPILOT_KEYSTORE_PASSWORD}
     */
    public record Tls(String keystore, String passwordFile) {
        public boolean isOn() {
            return !keystore.isEmpty();
        }
    }

    /**
     * Who is let in at all.
     *
     * @param networks from which clients may come; empty: any
     * @param origins web pages that may connect; a browser tells the page it acts for, other clients tell none
     */
    public record Admission(List<String> networks, List<String> origins) {}

    /**
     * @param frameBytes of one message, inflated; longer ones end the connection
     * @param connections at once
     * @param connectionsPerAddress at once
     * @param messagesPerSecond of one client; a faster one is read more slowly
     * @param bytesPerSecond of one client; as above
     * @param queue messages that may wait for one client; one that reads too slowly is sent away
     */
    public record Limits(
            int frameBytes,
            int connections,
            int connectionsPerAddress,
            int messagesPerSecond,
            int bytesPerSecond,
            int queue) {}

    /** @param section {@code bridge.websocket} */
    public static WebSocketSettings from(Settings section) {
        WebSocketSettings settings = new WebSocketSettings(
                section.bool("enabled", true),
                section.text("bind", "127.0.0.1"),
                new Tokens(
                        section.choice("auth", Proof.class, Proof.NONE),
                        section.text("jwt-secret-file", ""),
                        section.text("jwt-public-key", ""),
                        section.text("jwt-private-key", "")),
                new Tls(section.text("tls-keystore", ""), section.text("tls-password-file", "")),
                new Admission(section.texts("allow", List.of()), section.texts("origins", List.of())),
                new Limits(
                        section.integer("max-frame", 1_048_576, 1_024, 67_108_864),
                        section.integer("max-connections", 256, 1, 100_000),
                        section.integer("max-connections-per-address", 64, 1, 100_000),
                        section.integer("messages-per-second", 2_000, 1, 1_000_000),
                        section.integer("bytes-per-second", 8_388_608, 1_024, 1_073_741_824),
                        section.integer("queue", 16_384, 16, 1_000_000)));
        settings.check(section);
        return settings;
    }

    private void check(Settings section) {
        if (!enabled) {
            return;
        }
        if (!Networks.isLoopback(bind)) {
            if (tokens.proof() == Proof.NONE) {
                section.fault("auth", "must be hs256 or rs256 when bind is not the loopback", bind);
            }
            if (!tls.isOn()) {
                section.fault("tls-keystore", "is required when bind is not the loopback", bind);
            }
        }
        if (tokens.proof() == Proof.RS256 && tokens.publicKey().isEmpty()) {
            section.fault("jwt-public-key", "is required for rs256", "nothing given");
        }
        try {
            Networks.of(admission.networks());
        } catch (IllegalArgumentException e) {
            section.fault("allow", "must hold networks", e.getMessage());
        }
    }

    /** The same, with the door closed. */
    public WebSocketSettings disabled() {
        return new WebSocketSettings(false, bind, tokens, tls, admission, limits);
    }
}
