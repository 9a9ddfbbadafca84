package io.tickpilot.bridge.terminal;

import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientListener;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.bridge.client.ClientStats;
import io.tickpilot.bridge.client.SignalReceived;
import io.tickpilot.bridge.client.WebSocketFallback;
import io.tickpilot.bridge.curve.ClientKeys;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.signal.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a MetaTrader terminal with its Expert Advisor: a real client of the bridge that trades what it is sent at
 * the prices of the market it is attached to, and tells what became of it. Thread-safe.
 */
public final class SimulatedTerminal implements AutoCloseable {
    private final MarketClock clock;
    private final SimulatedBroker broker;
    private final TradedSignals traded;
    private final BridgeClient client;
    private final ArrayDeque<TradeReport> unsent = new ArrayDeque<>();
    private long duplicates;
    private long pricesDropped;

    private SimulatedTerminal(
            TerminalSettings settings,
            BridgeAddresses bridge,
            MarketClock clock,
            @Nullable ClientKeys keys,
            Function<String, @Nullable Instrument> instruments,
            Path journal) {
        this.clock = clock;
        traded = TradedSignals.open(journal, clock.micros());
        broker = new SimulatedBroker(settings, instruments, MarketClock.system().micros(), unsent::add);
        synchronized (this) { // the first signal may come before connect returns; it waits for this
            client = BridgeClient.connect(
                    ClientSettings.terminal(settings.account(), bridge.control(), bridge.signals())
                            .withKeys(keys)
                            .withFallback(
                                    bridge.webSocket().isEmpty() ? null : WebSocketFallback.to(bridge.webSocket())),
                    clock,
                    new ClientListener() {
                        @Override
                        public void onSignal(Signal signal) {
                            trade(signal);
                        }

                        @Override
                        public void onDropped(Signal signal, String reason) {
                            drop(signal, reason);
                        }
                    });
        }
    }

    /**
     * Returns at once; signals that are still valid arrive as soon as there is a connection. Goes to the bridge's WebSocket, where
     * it has one, while ZeroMQ fails.
     *
     * @param clock the market's time, by which signals expire
     * @param journal file that remembers traded signals across restarts; made when missing
     */
    public static SimulatedTerminal connect(
            TerminalSettings settings,
            BridgeAddresses bridge,
            MarketClock clock,
            Function<String, @Nullable Instrument> instruments,
            Path journal) {
        return connect(settings, bridge, clock, null, instruments, journal);
    }

    /** As above, at a bridge that wants keys. */
    public static SimulatedTerminal connect(
            TerminalSettings settings,
            BridgeAddresses bridge,
            MarketClock clock,
            @Nullable ClientKeys keys,
            Function<String, @Nullable Instrument> instruments,
            Path journal) {
        return new SimulatedTerminal(settings, bridge, clock, keys, instruments, journal);
    }

    /** A price of the attached market: manages open trades. */
    public synchronized void onTick(Tick tick) {
        broker.onTick(tick);
        sendReports();
    }

    /**
     * A price of the attached market, also sent to the bridge as this terminal's feed.
     *
     * @return false when the link is too slow and the price was not sent
     */
    public boolean onTickAndForward(Tick tick) {
        boolean sent = client.send(tick);
        onTick(tick);
        if (!sent) {
            synchronized (this) {
                pricesDropped++;
            }
        }
        return sent;
    }

    public synchronized TerminalSnapshot snapshot() {
        TerminalSnapshot now = broker.snapshot();
        return new TerminalSnapshot(
                now.trades(),
                now.opened(),
                now.closed(),
                now.rejected(),
                duplicates,
                now.balance(),
                now.realised(),
                now.floating(),
                now.winRate());
    }

    public ClientStats link() {
        return client.stats();
    }

    /** Prices that could not be forwarded because the link was too slow. */
    public synchronized long pricesDropped() {
        return pricesDropped;
    }

    /** @return whether the bridge has every report so far in its journal */
    public boolean flush(Duration timeout) throws InterruptedException {
        synchronized (this) {
            sendReports();
            if (!unsent.isEmpty()) {
                return false;
            }
        }
        return client.flush(timeout);
    }

    @Override
    public void close() {
        client.close();
        synchronized (this) {
            traded.close();
        }
    }

    private void trade(Signal signal) {
        boolean opened;
        synchronized (this) {
            if (!traded.add(signal.id(), signal.validUntilMicros())) {
                duplicates++;
                return;
            }
            opened = broker.onSignal(signal, clock.micros());
            sendReports();
        }
        SignalReceived.Stage stage = opened ? SignalReceived.Stage.EXECUTED : SignalReceived.Stage.REFUSED;
        client.receipt(
                new SignalReceived(signal.id(), stage, "", MarketClock.system().micros()));
    }

    private void drop(Signal signal, String reason) {
        synchronized (this) {
            if (reason.equals("duplicate")) {
                duplicates++;
                return;
            }
            broker.onSignal(signal, clock.micros());
            sendReports();
        }
        client.receipt(new SignalReceived(
                signal.id(),
                SignalReceived.Stage.REFUSED,
                reason,
                MarketClock.system().micros()));
    }

    /** A report is kept until the link takes it. */
    private void sendReports() {
        for (TradeReport report = unsent.peek(); report != null && client.send(report); report = unsent.peek()) {
            unsent.remove();
        }
    }
}
