package io.tickpilot.bridge.client;

import io.tickpilot.core.event.TradeReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests on their way, in the order first sent, and when to repeat them. One thread. */
final class Unacknowledged {
    private static final int MAX_BACKOFF = 10;

    private final Map<Long, Sent> frames = new LinkedHashMap<>();
    private final long resendNanos;
    private long waitNanos;
    private long sinceNanos;

    /**
     * @param order of a request that carries events for the log, 0 for one that asks for something
     * @param report when that is what it carries
     */
    record Sent(byte[] frame, long order, @Nullable TradeReport report) {
        boolean events() {
            return order > 0;
        }
    }

    Unacknowledged(long resendNanos) {
        this.resendNanos = resendNanos;
        this.waitNanos = resendNanos;
    }

    void add(long request, Sent sent, long nowNanos) {
        if (frames.isEmpty()) {
            sinceNanos = nowNanos;
        }
        frames.put(request, sent);
    }

    /** @return what was waited for, or null when it was answered before */
    @Nullable
    Sent answered(long request, long nowNanos) {
        Sent sent = frames.remove(request);
        if (sent != null) {
            sinceNanos = nowNanos;
            waitNanos = resendNanos;
        }
        return sent;
    }

    /** Everything, oldest first, when no answer came for too long; else nothing. */
    List<Sent> due(long nowNanos) {
        if (frames.isEmpty() || nowNanos - sinceNanos < waitNanos) {
            return List.of();
        }
        sinceNanos = nowNanos;
        waitNanos = Math.min(waitNanos * 2, resendNanos * MAX_BACKOFF);
        return new ArrayList<>(frames.values());
    }

    /** The bridge is there again, or another one: what it missed is due at once. */
    void reconnected(long nowNanos) {
        waitNanos = resendNanos;
        sinceNanos = nowNanos - resendNanos;
    }

    /** The bridge takes nothing before then; what it missed is due at that time. */
    void heldBack(long untilNanos) {
        waitNanos = resendNanos;
        sinceNanos = untilNanos - resendNanos;
    }

    /** Order of the oldest request with events; {@code next} when all are acknowledged. */
    long oldestOrder(long next) {
        for (Sent sent : frames.values()) {
            if (sent.events()) {
                return sent.order();
            }
        }
        return next;
    }

    int size() {
        return frames.size();
    }
}
