package io.tickpilot.bridge.access;

import java.io.Serial;

/** A token that proves nothing. The message is one of a few fixed texts, without any part of the token. */
public final class TokenException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    TokenException(String message) {
        super(message);
    }
}
