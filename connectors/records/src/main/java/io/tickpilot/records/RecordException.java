package io.tickpilot.records;

import java.io.Serial;

/** Recorded data that cannot be read at all. The message is one line, meant for the user. */
public final class RecordException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public RecordException(String message) {
        super(message);
    }

    public RecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
