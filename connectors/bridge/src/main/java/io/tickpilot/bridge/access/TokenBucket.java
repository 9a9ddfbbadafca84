package io.tickpilot.bridge.access;

/**
 * Lets a rate through, and a second's worth at once. What is taken beyond that is a debt to be waited for. Time is an
 * argument. One thread.
 */
public final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private double tokens;
    private long filledNanos;

    public TokenBucket(double perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
        this.filledNanos = nowNanos;
    }

    /** @return nanoseconds until the debt is paid; 0 without one */
    public long take(double amount, long nowNanos) {
        tokens = Math.min(perSecond, tokens + (nowNanos - filledNanos) / NANOS * perSecond) - amount;
        filledNanos = nowNanos;
        return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / perSecond * NANOS);
    }
}
