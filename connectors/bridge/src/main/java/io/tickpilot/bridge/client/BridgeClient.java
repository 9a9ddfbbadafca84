package io.tickpilot.bridge.client;

import io.tickpilot.bridge.MarketClock;
import io.tickpilot.core.event.LogEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A link to the bridge for a feed, a terminal or an operator, or a link to each of the bridges that share the symbols. Methods may be
 * called from any thread; the sockets live in one of the client's own for each link, behind a bounded queue. What was taken by
 * {@link #send} is repeated until the bridge has it in its journal, in the order sent to that bridge; the bridge drops what it
 * has already.
 */
public final class BridgeClient implements AutoCloseable {
    private static final String ALL_SYMBOLS = "*";
    private static final long JOIN_MILLIS = 5_000;
    private static final long RETRY_NANOS = 200_000;

    private final List<Line> lines;

    private record Line(ClientLink link, Thread thread) {}

    private BridgeClient(List<ClientLink> links, String name) {
        lines = links.stream().map(link -> line(link, name)).toList();
    }

    private static Line line(ClientLink link, String name) {
        Thread thread = new Thread(link, "tickpilot-client-" + name);
        thread.setDaemon(true);
        return new Line(link, thread);
    }

    /**
     * Returns at once; the connection is made and remade in the background.
     *
     * @param clock by which signals expire
     */
    public static BridgeClient connect(ClientSettings settings, MarketClock clock, ClientListener listener) {
        List<ClientSettings> shares = settings.shares();
        ClientListener told = shares.size() == 1 ? listener : new OneAtATime(listener);
        BridgeClient client = new BridgeClient(
                shares.stream().map(share -> new ClientLink(share, clock, told)).toList(), settings.name());
        client.lines.forEach(line -> line.thread().start());
        return client;
    }

    /** A link that only sends. */
    public static BridgeClient connect(ClientSettings settings) {
        return connect(settings, MarketClock.system(), ClientListener.NONE);
    }

    /**
     * Never blocks. Where bridges share the symbols, the event goes to the one that said it leads its symbol, what is for all symbols
     * to all of them.
     *
     * @param event a tick, trade print, news, economic event, command, or a report of a trade, of positions or of an account
     * @return false when a queue is full, or no bridge has said yet that the symbol is its own: the event was not taken, or
     *     not by all bridges; those that took it know it when it is sent again
     */
    public boolean send(LogEvent event) {
        if (lines.size() == 1) {
            return lines.get(0).link().offer(event);
        }
        boolean all = event.symbol().equals(ALL_SYMBOLS);
        boolean taken = all;
        for (Line line : lines) {
            if (all) {
                taken &= line.link().offer(event);
            } else if (line.link().leads(event.symbol())) {
                return line.link().offer(event);
            }
        }
        return taken;
    }

    /** Waits while the event is not taken: for sources that can be slowed down. */
    public void sendWaiting(LogEvent event) throws InterruptedException {
        while (!send(event)) {
            LockSupport.parkNanos(RETRY_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for the bridge");
            }
            if (!lines.stream().allMatch(line -> line.thread().isAlive())) {
                throw new IllegalStateException("bridge client is closed");
            }
        }
    }

    /**
     * Tells the bridge that leads the signal's symbol what became of it; not repeated, not journaled.
     *
     * @return false when no bridge has said yet that the symbol is its own: nobody is told
     */
    public boolean receipt(SignalReceived receipt) {
        for (Line line : lines) {
            if (lines.size() == 1 || line.link().leads(receipt.symbol())) {
                line.link().receipt(receipt);
                return true;
            }
        }
        return false;
    }

    /** @return whether everything sent so far was acknowledged in time */
    public boolean flush(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!lines.stream().allMatch(line -> line.link().idle())) {
            if (System.nanoTime() >= end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return true;
    }

    public ClientStats stats() {
        return lines.stream()
                .map(line -> line.link().stats())
                .reduce(ClientStats::plus)
                .orElseThrow();
    }

    /** Drops what is not acknowledged; {@link #flush} first. */
    @Override
    public void close() {
        lines.forEach(line -> line.link().stop());
        try {
            for (Line line : lines) {
                if (Thread.currentThread() != line.thread()) {
                    line.thread().join(JOIN_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
