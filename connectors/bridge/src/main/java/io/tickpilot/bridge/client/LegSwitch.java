package io.tickpilot.bridge.client;

import java.time.Duration;

/**
 * Which of its two legs a client stands on, by what was heard over each. ZeroMQ is the leg of choice: it is left when it is
 * silent and the WebSocket is open, and taken again once it has been well for a while, or is well and the WebSocket is
 * not. Time is an argument, in nanoseconds. One thread.
 */
final class LegSwitch {
    /** A bridge publishes at least once a second. */
    private static final Duration PUBLISHED_EVERY = Duration.ofSeconds(1);

    private final long failNanos;
    private final long recoverNanos;
    private final boolean signals;
    private long answeredNanos;
    private long publishedNanos;
    private long wellSinceNanos;
    private long webSocketNanos;
    private boolean onWebSocket;
    private long switches;

    /** @param signals whether signals are wanted, so that ZeroMQ without them is not well */
    LegSwitch(Duration failAfter, Duration recoverAfter, boolean signals, long nowNanos) {
        this.failNanos = failAfter.toNanos();
        this.recoverNanos = recoverAfter.toNanos();
        this.signals = signals;
        answeredNanos = nowNanos;
        publishedNanos = nowNanos;
        wellSinceNanos = nowNanos;
        webSocketNanos = nowNanos;
    }

    void zeroMqAnswered(long nowNanos) {
        boolean well = isZeroMqWell(nowNanos);
        answeredNanos = nowNanos;
        if (!well) {
            wellSinceNanos = nowNanos;
        }
    }

    void zeroMqPublished(long nowNanos) {
        boolean well = isZeroMqWell(nowNanos);
        publishedNanos = nowNanos;
        if (!well) {
            wellSinceNanos = nowNanos;
        }
    }

    void webSocketAnswered(long nowNanos) {
        webSocketNanos = nowNanos;
    }

    /** @return whether another leg is stood on than before */
    boolean decide(boolean webSocketOpen, long nowNanos) {
        boolean well = isZeroMqWell(nowNanos);
        boolean before = onWebSocket;
        if (!onWebSocket) {
            onWebSocket = !well && webSocketOpen;
            webSocketNanos = nowNanos;
        } else if (well) {
            boolean webSocketWell = webSocketOpen && nowNanos - webSocketNanos <= failNanos;
            onWebSocket = webSocketWell && nowNanos - wellSinceNanos < recoverNanos;
        }
        if (before != onWebSocket) {
            switches++;
        }
        return before != onWebSocket;
    }

    boolean isOnWebSocket() {
        return onWebSocket;
    }

    boolean wantsWebSocket(long nowNanos) {
        return onWebSocket || !isZeroMqWell(nowNanos);
    }

    /** Whether the WebSocket, while it is stood on, is open and says nothing. */
    boolean isWebSocketSilent(long nowNanos) {
        return onWebSocket && nowNanos - webSocketNanos > failNanos;
    }

    long switches() {
        return switches;
    }

    private boolean isZeroMqWell(long nowNanos) {
        return nowNanos - answeredNanos <= failNanos
                && (!signals || nowNanos - publishedNanos <= failNanos + PUBLISHED_EVERY.toNanos());
    }
}
