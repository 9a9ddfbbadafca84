package io.tickpilot.bridge;

import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Ids of signals met, each kept until a minute after its signal's end: a double that comes later has expired anyway, and a
 * clock may go back a little. One thread.
 */
public final class SignalIds {
    private static final long MARGIN_MICROS = 60_000_000L;

    private final Set<String> ids = new HashSet<>();
    private final PriorityQueue<Kept> byEnd = new PriorityQueue<>(Comparator.comparingLong(Kept::untilMicros));

    private record Kept(String id, long untilMicros) {}

    /** @return whether the id was not known */
    public boolean add(String id, long validUntilMicros, long nowMicros) {
        for (Kept first = byEnd.peek(); first != null && isOver(first.untilMicros, nowMicros); first = byEnd.peek()) {
            ids.remove(byEnd.remove().id);
        }
        if (ids.contains(id)) {
            return false;
        }
        if (!isOver(validUntilMicros, nowMicros)) {
            ids.add(id);
            byEnd.add(new Kept(id, validUntilMicros));
        }
        return true;
    }

    int size() {
        return ids.size();
    }

    private static boolean isOver(long untilMicros, long nowMicros) {
        return untilMicros < nowMicros - MARGIN_MICROS;
    }
}
