package io.tickpilot.bridge.curve;

import java.util.Optional;

/** A socket that the bridge listens on. Its name is the ZAP domain. */
public enum Door {
    /** Signals to terminals. */
    SIGNALS,
    /** Requests of terminals, feeds and operators. */
    CONTROL,
    /** The sequenced log, for the hot job. */
    FAST_COPY,
    /** Signals of the hot job. */
    SIGNALS_IN;

    /** Whether it is for the hot job alone. */
    public boolean isInternal() {
        return this == FAST_COPY || this == SIGNALS_IN;
    }

    static Optional<Door> of(String domain) {
        for (Door door : values()) {
            if (door.name().equals(domain)) {
                return Optional.of(door);
            }
        }
        return Optional.empty();
    }
}
