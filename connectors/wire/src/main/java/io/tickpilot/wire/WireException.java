package io.tickpilot.wire;

import java.io.IOException;

/** Bytes that are not what they should be. An {@link IOException}, so that a deserialization schema may pass it on. */
public final class WireException extends IOException {
    private static final long serialVersionUID = 1L;

    public WireException(String message) {
        super(message);
    }

    public WireException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
