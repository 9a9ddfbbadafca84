package io.tickpilot.bench.latency;

import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.wire.proto.Signal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the decision layer hears beside ticks, once a second: the account as its terminal tells it and limits as the supervision sets them, for every symbol;
 * for each symbol that signals a trade on its newest signal that was opened and closed, by turns with a gain and a smaller loss, so that nothing trips and Kelly
 * lets it go on. The other signals stay unanswered, and count as pending against the limits until their time is over.
 */
final class LayerTraffic implements AutoCloseable {
    private static final String ACCOUNT = "bench-1";
    private static final double EQUITY = 10_000;
    private static final long EVERY_MILLIS = 1_000;
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final double LOTS = 0.1;

    private final Map<String, Signal> newest = new ConcurrentHashMap<>();
    private final BenchMarket market;
    private final BridgeClient terminal;
    private final BridgeClient supervision;
    private final Thread thread = new Thread(this::run, "bench-layer");
    private volatile boolean closing;
    private final AtomicLong limits = new AtomicLong();
    private final AtomicLong accounts = new AtomicLong();
    private final AtomicLong trades = new AtomicLong();
    private long lastSequence;
    private long nextTicket = 1;

    LayerTraffic(BenchMarket market, String control) {
        this.market = market;
        terminal = BridgeClient.connect(ClientSettings.terminal(ACCOUNT, control, ""));
        supervision = BridgeClient.connect(ClientSettings.operator("bench-supervision", control));
        thread.setDaemon(true);
    }

    /** Once the bridge knows the symbols. */
    void start() {
        thread.start();
    }

    /** By the thread that receives signals. */
    void saw(Signal signal) {
        newest.put(signal.getDecision().getSymbol(), signal);
    }

    /** Commands so far; each counts once for all symbols. */
    long limits() {
        return limits.get();
    }

    long accounts() {
        return accounts.get();
    }

    long trades() {
        return trades.get();
    }

    private void run() {
        try {
            for (int second = 0; !closing; second++) {
                supervision.sendWaiting(setLimits(nowMicros()));
                limits.incrementAndGet();
                terminal.sendWaiting(account(nowMicros()));
                accounts.incrementAndGet();
                for (String symbol : market.signalling()) {
                    trade(newest.get(symbol), second % 2 == 0 ? 2 : -1);
                }
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void trade(@Nullable Signal signal, double profit) throws InterruptedException {
        if (signal == null) {
            return;
        }
        long ticket = nextTicket++;
        terminal.sendWaiting(report(signal, ticket, TradeReport.Status.OPENED, LOTS, 0));
        terminal.sendWaiting(report(signal, ticket, TradeReport.Status.CLOSED, 0, profit));
        trades.addAndGet(2);
    }

    private TradeReport report(Signal signal, long ticket, TradeReport.Status status, double remaining, double profit) {
        return new TradeReport(
                signal.getDecision().getSymbol(),
                nowMicros(),
                status,
                ACCOUNT,
                HotEngine.EACH_TICK,
                signal.getId(),
                ticket,
                ticket,
                Side.BUY,
                LOTS,
                remaining,
                signal.getPlan().getEntry(),
                profit,
                0,
                "signal",
                "terminal-" + ACCOUNT,
                nextSequence());
    }

    private static Command setLimits(long now) {
        String argument =
                "headroom=1000000000;max-exposure=1000000000000;max-lots=1000000000;risk-budget=1000000000000;risk-scale=1;until="
                        + (now + HOUR_MICROS);
        return new Command(
                Command.ALL,
                now,
                Command.Kind.SET_LIMITS,
                Command.ACCOUNT + ACCOUNT,
                argument,
                "bench",
                "far away",
                "bench-supervision",
                now);
    }

    private AccountReport account(long now) {
        return new AccountReport(
                Command.ALL,
                now,
                ACCOUNT,
                "USD",
                EQUITY,
                EQUITY,
                0,
                EQUITY,
                100,
                now - HOUR_MICROS,
                EQUITY,
                false,
                "terminal-" + ACCOUNT,
                nextSequence());
    }

    private long nextSequence() {
        lastSequence = Math.max(lastSequence + 1, nowMicros());
        return lastSequence;
    }

    private static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.close();
        supervision.close();
    }
}
