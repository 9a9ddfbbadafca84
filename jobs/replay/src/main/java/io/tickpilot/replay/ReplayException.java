package io.tickpilot.replay;

import java.io.Serial;

/** A replay that could not be done. The message is one line, meant for the user. */
public final class ReplayException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public ReplayException(String message) {
        super(message);
    }

    public ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
