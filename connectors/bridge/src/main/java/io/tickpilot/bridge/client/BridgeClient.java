package io.tickpilot.bridge.client;

import io.tickpilot.bridge.MarketClock;
import io.tickpilot.core.event.LogEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A link to the bridge for a feed, a terminal or an operator. Methods may be called from any thread; the sockets live in
 * one of the client's own, behind a bounded queue. What was taken by {@link #send} is repeated until the bridge has it in
 * its journal, in the order sent; the bridge drops what it has already.
 */
public final class BridgeClient implements AutoCloseable {
    private static final long JOIN_MILLIS = 5_000;
    private static final long RETRY_NANOS = 200_000;

    private final ClientLink link;
    private final Thread thread;

    private BridgeClient(ClientLink link, String name) {
        this.link = link;
        thread = new Thread(link, "tickpilot-client-" + name);
        thread.setDaemon(true);
    }

    /**
     * Returns at once; the connection is made and remade in the background.
     *
     * @param clock by which signals expire
     */
    public static BridgeClient connect(ClientSettings settings, MarketClock clock, ClientListener listener) {
        BridgeClient client = new BridgeClient(new ClientLink(settings, clock, listener), settings.name());
        client.thread.start();
        return client;
    }

    /** A link that only sends. */
    public static BridgeClient connect(ClientSettings settings) {
        return connect(settings, MarketClock.system(), ClientListener.NONE);
    }

    /**
     * Never blocks.
     *
     * @param event a tick, trade print, trade report or command
     * @return false when the queue is full: the event was not taken
     */
    public boolean send(LogEvent event) {
        return link.offer(event);
    }

    /** Waits while the queue is full: for sources that can be slowed down. */
    public void sendWaiting(LogEvent event) throws InterruptedException {
        while (!link.offer(event)) {
            LockSupport.parkNanos(RETRY_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for the bridge");
            }
            if (!thread.isAlive()) {
                throw new IllegalStateException("bridge client is closed");
            }
        }
    }

    /** Tells the bridge what became of a signal; not repeated, not journaled. */
    public void receipt(SignalReceived receipt) {
        link.receipt(receipt);
    }

    /** @return whether everything sent so far was acknowledged in time */
    public boolean flush(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!link.idle()) {
            if (System.nanoTime() >= end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return true;
    }

    public ClientStats stats() {
        return link.stats();
    }

    /** Drops what is not acknowledged; {@link #flush} first. */
    @Override
    public void close() {
        link.stop();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
