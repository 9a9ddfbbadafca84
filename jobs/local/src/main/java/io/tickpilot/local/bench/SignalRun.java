package io.tickpilot.local.bench;

import io.tickpilot.bridge.client.ClientListener;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.mql4.SimulatedMt4;
import io.tickpilot.mql4.TerminalLine;
import io.tickpilot.wire.WireCodec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A job that publishes signals on a schedule of its own, and when each became an order in a terminal and reached a client. */
final class SignalRun implements ClientListener, AutoCloseable {
    static final String SYMBOL = "EURUSD";
    static final String DECLARATION =
            "symbol " + SYMBOL + " digits=5 base=EUR profit=USD contract=100000 minlot=0.01 lotstep=0.01 commission=0";
    private static final Plan PLAN = new Plan(1.1001, 1.0950, 1.1100, 1.1200, 0.01, 0.001, List.of());
    private static final long LIFE_MICROS = 5_000_000;
    private static final int WARM_UP = 50;
    private static final int LEAST_PAUSE_MICROS = 50_000;
    private static final int MORE_PAUSE_MICROS = 100_000;
    private static final String COMMENT = "tp ";
    private static final String COUNTED = "-counted-";

    private final String name;
    private final SimulatedMt4 terminal;
    private final ZContext context = new ZContext();
    private final ZMQ.Socket push;
    private final Random random = new Random(1);
    private final Map<String, Long> published = new ConcurrentHashMap<>();
    private final Map<String, Long> ordered = new ConcurrentHashMap<>();
    private final Map<String, Long> received = new ConcurrentHashMap<>();
    private final BlockingQueue<String> toClose = new LinkedBlockingQueue<>();
    private final Thread closer = new Thread(this::closeOrders, "bench-closer");
    private int made;

    /** @param name no other run's at this bridge: it knows signals by their ids */
    SignalRun(String name, SimulatedMt4 terminal, String signalsIn) {
        this.name = name;
        this.terminal = terminal;
        push = context.createSocket(SocketType.PUSH);
        push.connect(signalsIn);
        terminal.listen(this::look);
        closer.setDaemon(true);
        closer.start();
    }

    /** On the terminal's reader. */
    private void look(TerminalLine line) {
        if (line.isEvent("OPEN")) {
            ordered.put(line.text("comment").substring(COMMENT.length()), Long.parseLong(line.text("micros")));
            toClose.add(line.text("ticket"));
        }
    }

    private void closeOrders() {
        try {
            while (true) {
                terminal.command("close " + toClose.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onSignal(Signal signal) {
        received.putIfAbsent(signal.id(), nowMicros());
    }

    /** Until the EA may trade, and a signal has reached both. */
    void awaitReady(double seconds) throws InterruptedException {
        terminal.tick(SYMBOL, 1.1, 1.1001);
        await("the EA to be ready", seconds, this::isReady);
        long[] sentAt = {0};
        await("a first signal", seconds, () -> {
            if (System.nanoTime() - sentAt[0] > TimeUnit.SECONDS.toNanos(1)) {
                sentAt[0] = System.nanoTime();
                send("-first-");
            }
            return !ordered.isEmpty() && !received.isEmpty();
        });
        awaitOrders(seconds);
        published.clear();
        ordered.clear();
        received.clear();
    }

    private boolean isReady() {
        return terminal.command("objects").stream()
                .filter(line -> line.text("name").equals("Tickpilot.row0"))
                .flatMap(line -> line.values().values().stream())
                .anyMatch(text -> text.endsWith(" ready"));
    }

    /** The first ones do not count. */
    void publish(int seconds) {
        long due = System.nanoTime();
        long end = due + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; due < end; i++) {
            due += TimeUnit.MICROSECONDS.toNanos(LEAST_PAUSE_MICROS + random.nextInt(MORE_PAUSE_MICROS));
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            send(i < WARM_UP ? "-warm-" : COUNTED);
        }
    }

    private void send(String kind) {
        String id = name + kind + made++;
        long now = nowMicros();
        published.put(id, now);
        push.send(WireCodec.encode(signal(id, now)));
    }

    void awaitOrders(double seconds) throws InterruptedException {
        await("orders", seconds, () -> ordered.keySet().containsAll(published.keySet()));
    }

    /** Signals that became no order. */
    long notOrdered() {
        return missingIn(ordered);
    }

    /** Signals that did not reach the client. */
    long notReceived() {
        return missingIn(received);
    }

    private long missingIn(Map<String, Long> reached) {
        return published.keySet().stream()
                .filter(id -> !reached.containsKey(id))
                .count();
    }

    double[] toOrder() {
        return latencies(ordered);
    }

    double[] toClient() {
        return latencies(received);
    }

    private double[] latencies(Map<String, Long> reached) {
        return reached.entrySet().stream()
                .filter(entry -> entry.getKey().contains(COUNTED) && published.containsKey(entry.getKey()))
                .mapToDouble(entry -> entry.getValue() - published.getOrDefault(entry.getKey(), 0L))
                .toArray();
    }

    private static void await(String what, double seconds, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited in vain for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static Signal signal(String id, long nowMicros) {
        Decision decision = new Decision(
                "bench",
                SYMBOL,
                id,
                0,
                1,
                1,
                nowMicros,
                nowMicros,
                1,
                1,
                0.001,
                7,
                List.of(),
                0,
                0,
                1,
                Decision.Direction.BUY,
                1,
                Decision.Outcome.SENT,
                List.of(),
                id,
                PLAN);
        return new Signal(id, Side.BUY, nowMicros, nowMicros + LIFE_MICROS, PLAN, true, decision);
    }

    @Override
    public void close() throws InterruptedException {
        closer.interrupt();
        closer.join();
        context.close();
    }
}
