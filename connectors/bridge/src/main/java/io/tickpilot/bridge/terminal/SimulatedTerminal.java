package io.tickpilot.bridge.terminal;

import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.StandingCommands;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientListener;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.bridge.client.ClientStats;
import io.tickpilot.bridge.client.SignalReceived;
import io.tickpilot.bridge.client.WebSocketFallback;
import io.tickpilot.bridge.curve.ClientKeys;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.signal.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a MetaTrader terminal with its Expert Advisor: a real client of the bridge that trades what it is sent at
 * the prices of the market it is attached to, and tells what became of it. Its account outlives it: killed at any moment and
 * started again with the same journal, it has its positions and sends the reports that the bridge may lack. Thread-safe.
 */
public final class SimulatedTerminal implements AutoCloseable {
    /** Between two reports of the account; it is told at the latter even when nothing has moved. */
    private static final long ACCOUNT_NANOS = 1_000_000_000L;

    private static final long ACCOUNT_LATEST_NANOS = 10_000_000_000L;

    private static final Set<Command.Kind> ONCE =
            EnumSet.of(Command.Kind.TIGHTEN_STOPS, Command.Kind.REDUCE_POSITIONS, Command.Kind.CLOSE_POSITIONS);

    /** For a command, or a signal that only its report tells of: longer than any is valid. */
    private static final long DAY_MICROS = 86_400_000_000L;

    private final MarketClock clock;
    private final SimulatedBroker broker;
    private final TradedSignals traded;
    private final BridgeClient client;
    private final AccountFile account;
    private final Set<TradeReport> unjournaled = new LinkedHashSet<>();
    private final ArrayDeque<LogEvent> unsent = new ArrayDeque<>();
    /** Those whose positions were told since the start. */
    private final Set<String> told = new HashSet<>();

    private double toldEquity = Double.NaN;
    private double toldMargin;
    private long toldNanos;
    private long kept;
    private long duplicates;
    private long pricesDropped;
    private long reports;

    private SimulatedTerminal(
            TerminalSettings settings,
            BridgeAddresses bridge,
            MarketClock clock,
            @Nullable ClientKeys keys,
            Function<String, @Nullable Instrument> instruments,
            Path journal) {
        this.clock = clock;
        traded = TradedSignals.open(journal, clock.micros());
        broker = new SimulatedBroker(settings, instruments, MarketClock.system().micros(), report -> {
            unjournaled.add(report);
            unsent.add(report);
        });
        account = new AccountFile(journal.resolveSibling(journal.getFileName() + ".account"));
        restore();
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
                        public void onCommand(Command command) {
                            obey(command);
                        }

                        @Override
                        public void onDropped(Signal signal, String reason) {
                            drop(signal, reason);
                        }

                        @Override
                        public void onJournaled(TradeReport report) {
                            forget(report);
                        }
                    });
        }
    }

    /**
     * Returns at once; signals that are still valid arrive as soon as there is a connection. Goes to the bridge's WebSocket, where
     * it has one, while ZeroMQ fails.
     *
     * @param clock the market's time, by which signals expire
     * @param journal file that remembers traded signals across restarts, and beside it, ending in {@code .account}, the account;
     *     made when missing
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
        keep();
        if (told.add(tick.symbol())) {
            unsent.add(broker.positions(tick.symbol(), clock.micros(), nextReport()));
        }
        tellAccount(System.nanoTime());
        sendReports();
    }

    /** One report is enough: a later one tells more. */
    private void tellAccount(long nowNanos) {
        long since = nowNanos - toldNanos;
        if (!Double.isNaN(toldEquity) && since < ACCOUNT_NANOS) {
            return;
        }
        AccountReport report = broker.account(clock.micros(), nextReport());
        // A position opened or closed at the present price leaves the equity where it was.
        boolean moved = report.equity() != toldEquity || report.margin() != toldMargin;
        if ((moved || since >= ACCOUNT_LATEST_NANOS) && client.send(report)) {
            toldEquity = report.equity();
            toldMargin = report.margin();
            toldNanos = nowNanos;
        }
    }

    /** Rises over restarts too, as the world's time does. */
    private long nextReport() {
        reports = Math.max(reports + 1, MarketClock.system().micros());
        return reports;
    }

    private synchronized void obey(Command command) {
        if (command.kind() == Command.Kind.REPORT_POSITIONS) {
            unsent.add(broker.positions(command.symbol(), clock.micros(), nextReport()));
        } else if (!isDone(command)) {
            broker.onCommand(command, clock.micros());
            keep();
            if (ONCE.contains(command.kind())) {
                traded.add(nameOf(command), clock.micros() + DAY_MICROS);
            }
        }
        sendReports();
    }

    /** The bridge sends what was ordered lately again to a terminal that starts. */
    private boolean isDone(Command command) {
        return ONCE.contains(command.kind()) && traded.knows(nameOf(command));
    }

    private static String nameOf(Command command) {
        return StandingCommands.id(command).replace(' ', ':');
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
            if (traded.knows(signal.id())) {
                duplicates++;
                return;
            }
            opened = take(signal);
        }
        SignalReceived.Stage stage = opened ? SignalReceived.Stage.EXECUTED : SignalReceived.Stage.REFUSED;
        client.receipt(new SignalReceived(
                signal.decision().symbol(),
                signal.id(),
                stage,
                "",
                MarketClock.system().micros()));
    }

    private void drop(Signal signal, String reason) {
        synchronized (this) {
            if (reason.equals("duplicate") || traded.knows(signal.id())) {
                duplicates++;
                return;
            }
            take(signal);
        }
        client.receipt(new SignalReceived(
                signal.decision().symbol(),
                signal.id(),
                SignalReceived.Stage.REFUSED,
                reason,
                MarketClock.system().micros()));
    }

    /** A signal is known by its trade in the account before it is by its id. */
    private void restore() {
        List<TradeReport> reports = account.restore(broker);
        unjournaled.addAll(reports);
        unsent.addAll(reports);
        for (Signal signal : broker.signals()) {
            traded.add(signal.id(), signal.validUntilMicros());
        }
        for (TradeReport report : reports) {
            traded.add(report.signalId(), report.eventTimeMicros() + DAY_MICROS);
        }
    }

    /** The account first: a terminal that is killed in between knows from it what it did. */
    private boolean take(Signal signal) {
        boolean opened = broker.onSignal(signal, clock.micros());
        keep();
        traded.add(signal.id(), signal.validUntilMicros());
        sendReports();
        return opened;
    }

    private void keep() {
        if (broker.changes() != kept) {
            kept = broker.changes();
            account.save(broker, unjournaled);
        }
    }

    private synchronized void forget(TradeReport report) {
        unjournaled.remove(report);
    }

    /** A report is kept until the link takes it. */
    private void sendReports() {
        for (LogEvent report = unsent.peek(); report != null && client.send(report); report = unsent.peek()) {
            unsent.remove();
        }
    }
}
