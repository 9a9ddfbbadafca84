package io.tickpilot.flink.connector.zeromq.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;

/**
 * Counts a socket's connections and notices those that JeroMQ has given up: it connects again after every loss except
 * one, a peer that answered with something else than the handshake expected, such as another key or another protocol.
 * Events come from JeroMQ's I/O thread, questions from the task thread.
 */
final class ConnectionWatch implements ZEvent.ZEventConsummer {
    static final int EVENTS = ZMQ.EVENT_CONNECTED
            | ZMQ.EVENT_ACCEPTED
            | ZMQ.EVENT_DISCONNECTED
            | ZMQ.EVENT_CONNECT_DELAYED
            | ZMQ.EVENT_CONNECT_RETRIED;

    private final long patienceNanos;
    private final AtomicLong connects = new AtomicLong();
    private final AtomicLong disconnects = new AtomicLong();
    /** Nanosecond of the loss by address; gone as soon as JeroMQ tries again, which it does within milliseconds. */
    private final Map<String, Long> lost = new ConcurrentHashMap<>();

    /** @param patience after which a lost connection that JeroMQ does not try again counts as given up */
    ConnectionWatch(Duration patience) {
        patienceNanos = patience.toNanos();
    }

    @Override
    public void consume(ZEvent event) {
        switch (event.getEvent()) {
            case CONNECTED, ACCEPTED -> connects.incrementAndGet();
            case DISCONNECTED -> {
                disconnects.incrementAndGet();
                lost.put(event.getAddress(), System.nanoTime());
            }
            default -> lost.remove(event.getAddress());
        }
    }

    void register(MetricGroup group) {
        group.gauge("connects", (Gauge<Long>) connects::get);
        group.gauge("disconnects", (Gauge<Long>) disconnects::get);
    }

    /** Addresses to connect to anew; each is told once. */
    List<String> givenUp() {
        if (lost.isEmpty()) {
            return List.of();
        }
        long now = System.nanoTime();
        List<String> addresses = new ArrayList<>();
        lost.forEach((address, since) -> {
            if (now - since > patienceNanos && lost.remove(address, since)) {
                addresses.add(address);
            }
        });
        return addresses;
    }
}
