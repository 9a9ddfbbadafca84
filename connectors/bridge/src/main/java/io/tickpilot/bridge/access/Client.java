package io.tickpilot.bridge.access;

import java.time.Instant;

/**
 * Who a connection speaks for.
 *
 * @param name empty when nobody was asked to prove one
 * @param until when the proof ends
 */
public record Client(String name, Role role, Instant until) {
    /** Where no proof is wanted: on the loopback, as the ZeroMQ sockets do without CURVE. */
    public static final Client UNPROVEN = new Client("", Role.OPERATOR, Instant.MAX);

    public boolean isProven() {
        return !name.isEmpty();
    }
}
