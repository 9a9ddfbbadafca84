package io.tickpilot.bridge.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.JobSocket;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.TestKafka;
import io.tickpilot.bridge.Topics;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class SimulatedTerminalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void tradesASignalOnceAndTellsTheLogAboutIt(@TempDir Path directory) throws Exception {
        MarketClock clock = MarketClock.following();
        Path traded = directory.resolve("traded");
        try (TestKafka kafka = TestKafka.start(directory.resolve("kafka"));
                BridgeServer bridge = BridgeServer.start(
                        BridgeSettings.defaults()
                                .withBootstrap(kafka.bootstrap())
                                .withPorts(BridgeSettings.Ports.ANY),
                        clock,
                        Set.of());
                ZContext context = new ZContext()) {
            ZMQ.Socket job = JobSocket.connect(context, bridge.addresses().signalsIn());
            byte[] signal =
                    WireCodec.encode(Market.signal("one", "EURUSD", Side.BUY, Market.plan(Side.BUY, 1.1001, 1)));

            try (SimulatedTerminal terminal =
                    SimulatedTerminal.connect(Market.plain(), bridge.addresses(), clock, Market::find, traded)) {
                assertThat(terminal.onTickAndForward(Market.eur(1.1000, 0))).isTrue();
                assertThat(terminal.flush(PATIENCE)).isTrue();
                assertThat(clock.micros()).isEqualTo(Market.START);
                job.send(signal);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> terminal.snapshot().opened() == 1);
                terminal.onTickAndForward(Market.eur(1.1016, 1));
                terminal.onTickAndForward(Market.eur(1.1001, 2));
                assertThat(terminal.snapshot().closed()).isEqualTo(1);
                assertThat(terminal.snapshot().winRate()).isEqualTo(1);
                assertThat(terminal.flush(PATIENCE)).isTrue();
                assertThat(terminal.link().signals()).isEqualTo(1);
            }
            assertThat(reasons(kafka)).containsExactly("signal", "exit-1", "break-even");

            try (SimulatedTerminal restarted =
                    SimulatedTerminal.connect(Market.plain(), bridge.addresses(), clock, Market::find, traded)) {
                restarted.onTick(Market.eur(1.1001, 3));
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> restarted.snapshot().duplicates() == 1);
                assertThat(restarted.snapshot().opened())
                        .as("only by the first")
                        .isEqualTo(1);
            }
            assertThat(bridge.stats().ticks()).isEqualTo(3);
            assertThat(bridge.stats().tradeReports()).isEqualTo(3);
            assertThat(bridge.stats().receipts()).isEqualTo(1);
        }
    }

    @Test
    void aTerminalThatWasKilledHasItsPositionsAndTellsWhatItCouldNot(@TempDir Path directory) throws Exception {
        MarketClock clock = MarketClock.following();
        Path traded = directory.resolve("traded");
        AccountFile account = new AccountFile(directory.resolve("traded.account"));
        List<TradeReport> untold = new ArrayList<>();
        SimulatedBroker killed = new SimulatedBroker(Market.plain(), Market::find, 100, untold::add);
        killed.onTick(Market.eur(1.1000, 0));
        Signal signal = Market.signal("one", "EURUSD", Side.BUY, Market.plan(Side.BUY, 1.1001, 1));
        killed.onSignal(signal, Market.START);
        account.save(killed, untold);

        try (TestKafka kafka = TestKafka.start(directory.resolve("kafka"));
                BridgeServer bridge = BridgeServer.start(
                        BridgeSettings.defaults()
                                .withBootstrap(kafka.bootstrap())
                                .withPorts(BridgeSettings.Ports.ANY),
                        clock,
                        Set.of());
                ZContext context = new ZContext();
                SimulatedTerminal terminal =
                        SimulatedTerminal.connect(Market.plain(), bridge.addresses(), clock, Market::find, traded)) {
            ZMQ.Socket job = JobSocket.connect(context, bridge.addresses().signalsIn());
            job.send(WireCodec.encode(signal));
            // It may come over the stream and, asked for, once more.
            Awaitility.await().atMost(PATIENCE).until(() -> terminal.snapshot().duplicates() >= 1);

            assertThat(terminal.snapshot().trades()).hasSize(1);
            terminal.onTick(Market.eur(1.0980, 1));
            assertThat(terminal.flush(PATIENCE)).isTrue();
            assertThat(reasons(kafka)).containsExactly("signal", "stop");
        }
    }

    @Test
    void obeysWhatTheServerCommandsAndTellsWhatItHolds(@TempDir Path directory) throws Exception {
        MarketClock clock = MarketClock.following();
        try (TestKafka kafka = TestKafka.start(directory.resolve("kafka"));
                BridgeServer bridge = BridgeServer.start(
                        BridgeSettings.defaults()
                                .withBootstrap(kafka.bootstrap())
                                .withPorts(BridgeSettings.Ports.ANY),
                        clock,
                        Set.of("EURUSD"));
                BridgeClient operator = BridgeClient.connect(
                        ClientSettings.operator("cli", bridge.addresses().control()));
                ZContext context = new ZContext();
                SimulatedTerminal terminal = SimulatedTerminal.connect(
                        Market.plain(), bridge.addresses(), clock, Market::find, directory.resolve("traded"))) {
            ZMQ.Socket job = JobSocket.connect(context, bridge.addresses().signalsIn());
            terminal.onTickAndForward(Market.eur(1.1000, 0));
            assertThat(terminal.flush(PATIENCE)).isTrue();
            job.send(WireCodec.encode(Market.signal("one", "EURUSD", Side.BUY, Market.plan(Side.BUY, 1.1001, 1))));
            Awaitility.await().atMost(PATIENCE).until(() -> terminal.snapshot().opened() == 1);

            operator.send(command(1, Command.Kind.KILL, "*", ""));
            operator.send(command(2, Command.Kind.REDUCE_POSITIONS, "*", "id=r-1;fraction=0.25"));
            operator.send(command(3, Command.Kind.REPORT_POSITIONS, "*", ""));
            Awaitility.await().atMost(PATIENCE).until(() -> held(kafka).equals(List.of(0.0, 0.75)));
            job.send(WireCodec.encode(Market.signal("two", "EURUSD", Side.BUY, Market.plan(Side.BUY, 1.1001, 1))));
            Awaitility.await().atMost(PATIENCE).until(() -> terminal.snapshot().rejected() == 1);
            operator.send(command(4, Command.Kind.RESUME, "*", ""));
            operator.send(command(5, Command.Kind.CLOSE_POSITIONS, "account:paper", "id=c-1"));
            Awaitility.await().atMost(PATIENCE).until(() -> terminal.snapshot().closed() == 1);
            job.send(WireCodec.encode(Market.signal("three", "EURUSD", Side.BUY, Market.plan(Side.BUY, 1.1001, 1))));
            Awaitility.await().atMost(PATIENCE).until(() -> terminal.snapshot().opened() == 2);

            assertThat(terminal.flush(PATIENCE)).isTrue();
            assertThat(reasons(kafka)).containsExactly("signal", "command:r-1", "kill", "command:c-1", "signal");
            assertThat(accounts(kafka)).isNotEmpty().allSatisfy(report -> {
                assertThat(report.symbol()).isEqualTo("EURUSD");
                assertThat(report.live()).isFalse();
            });
        }
    }

    private static Command command(long sequence, Command.Kind kind, String target, String argument) {
        return new Command("*", Market.START, kind, target, argument, "test", "", "cli", sequence);
    }

    /** Lots in each report of positions, in order. */
    private static List<Double> held(TestKafka kafka) throws Exception {
        return events(kafka).stream()
                .filter(PositionReport.class::isInstance)
                .map(event -> ((PositionReport) event)
                        .positions().stream()
                                .mapToDouble(position -> position.lots())
                                .sum())
                .toList();
    }

    private static List<AccountReport> accounts(TestKafka kafka) throws Exception {
        return events(kafka).stream()
                .filter(AccountReport.class::isInstance)
                .map(AccountReport.class::cast)
                .toList();
    }

    private static List<LogEvent> events(TestKafka kafka) throws Exception {
        List<LogEvent> events = new ArrayList<>();
        for (byte[] bytes : kafka.read(Topics.JOURNAL)) {
            if (WireCodec.decodeRecord(bytes) instanceof JournalRecord.Entry entry) {
                events.add(entry.event().event());
            }
        }
        return events;
    }

    private static List<String> reasons(TestKafka kafka) throws Exception {
        List<String> reasons = new ArrayList<>();
        for (LogEvent event : events(kafka)) {
            if (event instanceof TradeReport report) {
                reasons.add(report.reason());
            } else {
                assertThat(event).isInstanceOfAny(Tick.class, PositionReport.class, AccountReport.class, Command.class);
            }
        }
        return reasons;
    }
}
