package io.tickpilot.bridge.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.TestKafka;
import io.tickpilot.bridge.Topics;
import io.tickpilot.core.event.LogEvent;
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
import org.zeromq.SocketType;
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
            ZMQ.Socket job = context.createSocket(SocketType.PUSH);
            job.connect(bridge.addresses().signalsIn());
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
            ZMQ.Socket job = context.createSocket(SocketType.PUSH);
            job.connect(bridge.addresses().signalsIn());
            job.send(WireCodec.encode(signal));
            Awaitility.await().atMost(PATIENCE).until(() -> terminal.snapshot().duplicates() == 1);

            assertThat(terminal.snapshot().trades()).hasSize(1);
            terminal.onTick(Market.eur(1.0980, 1));
            assertThat(terminal.flush(PATIENCE)).isTrue();
            assertThat(reasons(kafka)).containsExactly("signal", "stop");
        }
    }

    private static List<String> reasons(TestKafka kafka) throws Exception {
        List<String> reasons = new ArrayList<>();
        for (byte[] bytes : kafka.read(Topics.JOURNAL)) {
            if (WireCodec.decodeRecord(bytes) instanceof JournalRecord.Entry entry) {
                LogEvent event = entry.event().event();
                if (event instanceof TradeReport report) {
                    reasons.add(report.reason());
                } else {
                    assertThat(event).isInstanceOf(Tick.class);
                }
            }
        }
        return reasons;
    }
}
