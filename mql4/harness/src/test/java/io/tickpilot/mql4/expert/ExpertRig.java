package io.tickpilot.mql4.expert;

import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.JobSocket;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.Signals;
import io.tickpilot.bridge.TestKafka;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.mql4.SimulatedMt4;
import io.tickpilot.mql4.TerminalLine;
import io.tickpilot.mql4.TerminalOptions;
import io.tickpilot.mql4.build.CompiledExpert;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The Expert Advisor's real source in a simulated terminal, beside a real bridge on a real Kafka. */
final class ExpertRig implements AutoCloseable {
    static final String SYMBOL = "EURUSD";
    private static final Path MQL4 = Path.of("..");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static CompiledExpert expert;

    private final TestKafka kafka;
    private final Path data;
    private final String account;
    private final Map<String, String> inputs = new LinkedHashMap<>();
    private final List<String> setup = new ArrayList<>();
    private final ZContext context = new ZContext();
    private BridgeSettings settings;
    private BridgeServer bridge;
    private SimulatedMt4 terminal;
    private ZMQ.Socket job;
    private JournalView journal;
    private double lastBid = 1.10000;

    /** @param account one of its own for each test, for all share the journal */
    ExpertRig(TestKafka kafka, Path data, String account) {
        this.kafka = kafka;
        this.data = data;
        this.account = account;
        settings = BridgeSettings.defaults().withBootstrap(kafka.bootstrap()).withPorts(BridgeSettings.Ports.ANY);
        setup.add("chart " + SYMBOL + " 1");
        setup.add("symbol " + SYMBOL
                + " digits=5 base=EUR profit=USD contract=100000 minlot=0.01 lotstep=0.01 commission=0");
        inputs.put("AccountName", account);
        inputs.put("RetryMillis", "20");
        // A machine that builds and tests at once is slow.
        inputs.put("MaxSignalAgeMillis", "60000");
        inputs.put("StaleFeedSeconds", "3600");
    }

    /** Translates and compiles, once in this process, or takes what was compiled before. */
    static synchronized CompiledExpert expert() {
        if (expert == null) {
            expert = SimulatedMt4.compile(MQL4.resolve("Experts/Tickpilot.mq4"), List.of(MQL4.resolve("Include")));
        }
        return expert;
    }

    ExpertRig with(String input, String value) {
        inputs.put(input, value);
        return this;
    }

    ExpertRig first(String... commands) {
        setup.addAll(List.of(commands));
        return this;
    }

    ExpertRig bridgeWith(UnaryOperator<BridgeSettings> change) {
        settings = change.apply(settings);
        return this;
    }

    ExpertRig startBridge() throws Exception {
        bridge = BridgeServer.start(settings, MarketClock.system(), Set.of(SYMBOL));
        BridgeAddresses at = bridge.addresses();
        settings = settings.withPorts(BridgePorts.of(at));
        inputs.putIfAbsent("ControlAddresses", at.control());
        inputs.putIfAbsent("SignalAddresses", at.signals());
        return this;
    }

    void stopBridge() {
        bridge.close();
    }

    BridgeAddresses addresses() {
        return bridge.addresses();
    }

    /** Attaches the EA; when this returns it has been welcomed. */
    ExpertRig startTerminal() throws Exception {
        attach();
        awaitRow(" ready");
        return this;
    }

    /** Attaches the EA and does not wait for anything. */
    ExpertRig attach() {
        terminal = SimulatedMt4.start(expert(), new TerminalOptions(data, Map.copyOf(inputs), List.copyOf(setup)));
        quote(lastBid);
        return this;
    }

    SimulatedMt4 terminal() {
        return terminal;
    }

    Path files() {
        return data.resolve("MQL4/Files/Tickpilot");
    }

    /** As with a crash; then attached anew. */
    void restartTerminal() throws Exception {
        terminal.kill();
        startTerminal();
    }

    /** As above, where nobody welcomes it. */
    void restartTerminalWithoutBridge() {
        terminal.kill();
        attach();
    }

    /** The first row of the panel. */
    String row() {
        return terminal.command("objects").stream()
                .filter(line -> line.text("name").equals("Tickpilot.row0"))
                .flatMap(line -> line.values().values().stream())
                .filter(text -> text.contains("entries") || text.contains(" ready"))
                .findFirst()
                .orElse("");
    }

    void awaitRow(String part) {
        await(() -> row().contains(part));
    }

    TradeReport awaitReport() throws Exception {
        awaitReports(1);
        return reports().get(0);
    }

    /** The broker quotes, one pip wide. */
    void quote(double bid) {
        lastBid = bid;
        terminal.tick(SYMBOL, bid, Math.round((bid + 0.0001) * 1e5) / 1e5);
    }

    static Plan plan() {
        return new Plan(
                1.10010,
                1.09800,
                1.10300,
                1.10600,
                0.10,
                0.00100,
                List.of(new Plan.Exit(1.10300, 0.5, true), new Plan.Exit(1.10450, 0.3, false)));
    }

    static Signal buy(String id) {
        return signal(id, Side.BUY, plan(), Duration.ZERO, Duration.ofSeconds(60));
    }

    /** @param age since it was created */
    static Signal signal(String id, Side side, Plan plan, Duration age, Duration life) {
        long created = MarketClock.system().micros() - age.toNanos() / 1_000;
        Tick cause = new Tick(SYMBOL, created, 1.1, 1.1001, 0, 0, "test", 1);
        return Signals.signal(
                id, new SequencedEvent(0, 1, 1, created, created, cause), side, plan, created + life.toNanos() / 1_000);
    }

    /** As the hot job does. */
    void push(Signal signal) {
        if (job == null) {
            job = JobSocket.connect(context, bridge.addresses().signalsIn());
        }
        job.send(WireCodec.encode(signal));
    }

    /** As an operator's client does, for all symbols; it is in the journal when this returns. */
    void command(Command.Kind kind, String target, String argument) throws InterruptedException {
        long now = MarketClock.system().micros();
        try (BridgeClient operator = BridgeClient.connect(ClientSettings.operator(
                "operator-" + account, bridge.addresses().control()))) {
            operator.sendWaiting(new Command(Command.ALL, now, kind, target, argument, "test", "", account, now));
            if (!operator.flush(PATIENCE)) {
                throw new IllegalStateException("command was not journaled: " + kind);
            }
        }
    }

    /** The EA's reports in the journal, in its order. */
    List<TradeReport> reports() throws WireException {
        return events(TradeReport.class).stream()
                .filter(report -> report.account().equals(account))
                .toList();
    }

    <E extends LogEvent> List<E> events(Class<E> type) throws WireException {
        if (journal == null) {
            journal = new JournalView(kafka.bootstrap());
        }
        return journal.events().stream()
                .map(SequencedEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Waits until there are so many reports, and gives them as texts to compare. */
    List<String> awaitReports(int count) throws Exception {
        await(() -> reports().size() >= count);
        return reports().stream().map(ExpertRig::text).toList();
    }

    static String text(TradeReport report) {
        return report.status() + " " + report.lots() + " " + report.remainingLots() + " " + report.reason();
    }

    List<TerminalLine> orders() {
        return terminal.command("orders").stream()
                .filter(line -> line.word().equals("ORDER"))
                .toList();
    }

    /** Waits until the one open position has so many lots and this stop. */
    TerminalLine awaitPosition(double lots, double stop) {
        await(() -> orders().size() == 1
                && orders().get(0).number("lots") == lots
                && Math.abs(orders().get(0).number("sl") - stop) < 1e-9);
        return orders().get(0);
    }

    void awaitPrint(String part) {
        await(() -> terminal.prints().stream().anyMatch(line -> line.contains(part)));
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    @Override
    public void close() {
        if (terminal != null) {
            terminal.close();
        }
        context.close();
        if (bridge != null) {
            bridge.close();
        }
        if (journal != null) {
            journal.close();
        }
    }
}
