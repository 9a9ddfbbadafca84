package io.tickpilot.mql4.expert;

import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.BridgeStats;
import io.tickpilot.bridge.FaultProxy;
import io.tickpilot.bridge.JobSocket;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.TestKafka;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.HeldPosition;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A real bridge on a real Kafka with one account's terminal at it: orders go in as from the job and an operator, and the journal tells. */
final class ContractWorld implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String account;
    private final ZContext context = new ZContext();
    private final FaultProxy line;
    private final ZMQ.Socket job;
    private final BridgeClient operator;
    private final JournalView journal;
    private BridgeSettings settings;
    private BridgeServer bridge;
    private long commands = MarketClock.system().micros();

    /** @param account one of its own for each test, for all share the journal */
    ContractWorld(TestKafka kafka, String account) throws IOException {
        this.account = account;
        settings = BridgeSettings.defaults().withBootstrap(kafka.bootstrap()).withPorts(BridgeSettings.Ports.ANY);
        startBridge();
        line = new FaultProxy(BridgePorts.of(bridge.addresses().signals()), 1);
        job = JobSocket.connect(context, bridge.addresses().signalsIn());
        operator = BridgeClient.connect(ClientSettings.operator(
                "operator-" + account, bridge.addresses().control()));
        journal = new JournalView(kafka.bootstrap());
    }

    private void startBridge() {
        bridge = BridgeServer.start(settings, MarketClock.system(), Set.of(ExpertRig.SYMBOL));
        settings = settings.withPorts(BridgePorts.of(bridge.addresses()));
    }

    /** Another one has another stream: all that is valid is asked for again. */
    void restartBridge() {
        bridge.close();
        startBridge();
    }

    String account() {
        return account;
    }

    /** Signals come over a line of which {@link #setLine} can make a bad one. */
    BridgeAddresses addresses() {
        BridgeAddresses at = bridge.addresses();
        return new BridgeAddresses(line.address(), at.control(), at.fastCopy(), at.signalsIn(), "");
    }

    void setLine(FaultProxy.Fault fault) {
        line.set(fault);
    }

    /** Starts it, and waits until the bridge has heard from it. */
    void start(ContractTerminal terminal) {
        long from = MarketClock.system().micros();
        terminal.start();
        await(() -> own(AccountReport.class, AccountReport::account).stream()
                .anyMatch(report -> report.sourceSequence() >= from));
    }

    /** As the hot job does. */
    void push(Signal signal) {
        job.send(WireCodec.encode(signal));
    }

    /**
     * As {@link #push}, and waits until the bridge has taken it.
     *
     * @return whether it has gone out; false when it was too late for the bridge already
     */
    boolean publishes(Signal signal) {
        BridgeStats.Snapshot before = bridge.stats();
        push(signal);
        await(() -> bridge.stats().signalsOut() > before.signalsOut()
                || bridge.stats().signalsExpired() > before.signalsExpired());
        return bridge.stats().signalsOut() > before.signalsOut();
    }

    /** As an operator's client does, for all symbols; it is in the journal when this returns. */
    void command(Command.Kind kind, String target, String argument) throws InterruptedException {
        long now = MarketClock.system().micros();
        operator.sendWaiting(new Command(Command.ALL, now, kind, target, argument, "test", "", account, ++commands));
        if (!operator.flush(PATIENCE)) {
            throw new IllegalStateException("command was not journaled: " + kind);
        }
    }

    /** The terminal's reports of trades, in its order. */
    List<TradeReport> reports() throws WireException {
        return own(TradeReport.class, TradeReport::account);
    }

    /** Waits until there are so many, and gives them as texts: status, lots, lots left, reason. */
    List<String> awaitReports(int count) {
        await(() -> reports().size() >= count);
        try {
            return reports().stream().map(ExpertRig::text).toList();
        } catch (WireException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks the terminal for its positions until it tells what is wanted. */
    List<HeldPosition> awaitPositions(Predicate<List<HeldPosition>> wanted) {
        Callable<List<HeldPosition>> ask = () -> {
            int before = positionReports().size();
            command(Command.Kind.REPORT_POSITIONS, "*", "");
            await(() -> positionReports().size() > before);
            List<PositionReport> told = positionReports();
            return told.get(told.size() - 1).positions();
        };
        return waiting().until(ask, wanted::test);
    }

    /** Waits until the one position has so many lots and this stop. */
    HeldPosition awaitPosition(double lots, double stop) {
        return awaitPositions(held -> held.size() == 1
                        && Math.abs(held.get(0).lots() - lots) < 1e-9
                        && Math.abs(held.get(0).stop() - stop) < 1e-9)
                .get(0);
    }

    /** @param quote done again and again, for a market that stands still is told of no more */
    AccountReport awaitAccount(Runnable quote, Predicate<AccountReport> wanted) {
        return waiting()
                .until(
                        () -> {
                            quote.run();
                            return own(AccountReport.class, AccountReport::account).stream()
                                    .reduce((first, last) -> last)
                                    .orElseThrow();
                        },
                        wanted::test);
    }

    private List<PositionReport> positionReports() throws WireException {
        return own(PositionReport.class, PositionReport::account);
    }

    private <E extends LogEvent> List<E> own(Class<E> type, Function<E, String> accountOf) throws WireException {
        return journal.events().stream()
                .map(SequencedEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .filter(event -> accountOf.apply(event).equals(account))
                .toList();
    }

    static void await(Callable<Boolean> condition) {
        waiting().until(condition);
    }

    /** In this thread, which owns the journal's consumer. */
    private static ConditionFactory waiting() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20));
    }

    @Override
    public void close() throws IOException {
        journal.close();
        operator.close();
        context.close();
        line.close();
        bridge.close();
    }
}
