package io.tickpilot.bridge.curve;

import io.tickpilot.bridge.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * What the handshake of a connection proved.
 *
 * @param name the key's owner; empty where no keys are wanted
 * @param address the peer's, without its port
 */
public record Proof(String name, Role role, String address) {
    private static final char SEPARATOR = '\n';

    /** Where no keys are wanted: anyone let in may do anything, as on the loopback. */
    static Proof unproven(String address) {
        return new Proof("", Role.OPERATOR, address);
    }

    String text() {
        return name + SEPARATOR + role.text() + SEPARATOR + address;
    }

    static @Nullable Proof parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.split("\n", -1);
        return new Proof(parts[0], Role.of(parts[1]).orElseThrow(), parts[2]);
    }
}
