package io.tickpilot.mql4;

/** The expert died of what kills it in MetaTrader too, or its process ended unasked. */
public final class ExpertKilledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExpertKilledException(String message) {
        super(message);
    }
}
