package io.tickpilot.bridge.access;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what was refused by its cause and logs each cause once a peer. From any thread. */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    /** Nobody fills the memory or the log by coming from many addresses. */
    private static final int MOST_LOGGED = 10_000;

    private final String door;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, Boolean> logged = new ConcurrentHashMap<>();

    /** @param door named in the log */
    public Refusals(String door) {
        this.door = door;
    }

    /**
     * @param cause one of a few fixed texts
     * @param peer address without its port, or a name
     */
    public void count(String cause, String peer) {
        counts.computeIfAbsent(cause, c -> new LongAdder()).increment();
        if (logged.size() < MOST_LOGGED && logged.putIfAbsent(cause + '\n' + peer, true) == null) {
            LOG.warn("{} refused: cause={} peer={}", door, cause, peer);
        }
    }

    public Map<String, Long> byCause() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((cause, count) -> sums.put(cause, count.sum()));
        return sums;
    }
}
