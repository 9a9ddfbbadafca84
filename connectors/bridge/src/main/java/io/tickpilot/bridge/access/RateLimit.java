package io.tickpilot.bridge.access;

/**
 * Lets so many messages and so many bytes a second through, and a second's worth at once. Who sends more waits until both
 * debts are paid; what is sent meanwhile is not taken and makes no further debt. Time is an argument. One thread.
 */
public final class RateLimit {
    private final TokenBucket messages;
    private final TokenBucket bytes;
    private long freeNanos;

    public RateLimit(int messagesPerSecond, int bytesPerSecond, long nowNanos) {
        messages = new TokenBucket(messagesPerSecond, nowNanos);
        bytes = new TokenBucket(bytesPerSecond, nowNanos);
        freeNanos = nowNanos;
    }

    /** @return 0 when the message is taken, else the nanoseconds to wait */
    public long take(int size, long nowNanos) {
        long wait = freeNanos - nowNanos;
        if (wait > 0) {
            return wait;
        }
        freeNanos = nowNanos + Math.max(messages.take(1, nowNanos), bytes.take(size, nowNanos));
        return 0;
    }
}
