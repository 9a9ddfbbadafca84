package io.tickpilot.flink.connector.zeromq.source;

import java.io.IOException;

/**
 * The reader has emitted events that the journal does not hold, or no longer holds where it must continue. Failing the
 * task is the remedy: it starts again from a checkpoint, which never contains such events.
 */
public final class JournalRewindException extends IOException {
    private static final long serialVersionUID = 1L;

    JournalRewindException(String message) {
        super(message);
    }
}
