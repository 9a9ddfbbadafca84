package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientListener;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.bridge.client.SignalReceived;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.Partitions;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.ZMQ;

/** Several active bridges on one journal, each with its share of the symbols. */
class BridgeSharesTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> SYMBOLS = List.of("EURUSD", "GBPUSD", "USDJPY", "AUDUSD", "XAUUSD", "BTCUSD");

    @Test
    void eachLeadsItsSymbolsAndNoOther(@TempDir Path directory) throws Exception {
        try (TestKafka kafka = TestKafka.start(directory);
                BridgeServer even = start(kafka, 0);
                BridgeServer odd = start(kafka, 1);
                BridgeClient toEven = feed(even);
                BridgeClient toOdd = feed(odd)) {
            String evenSymbol = symbol(0);
            String oddSymbol = symbol(1);
            for (int i = 1; i <= 1_000; i++) {
                toEven.sendWaiting(tick(evenSymbol, i));
                toOdd.sendWaiting(tick(oddSymbol, i));
            }
            assertThat(toEven.flush(SOON)).isTrue();
            assertThat(toOdd.flush(SOON)).isTrue();

            assertThat(even.stats().leading()).isTrue();
            assertThat(odd.stats().leading()).isTrue();
            assertThat(TestJournal.ticks(kafka, evenSymbol)).isEqualTo(upTo(1_000));
            assertThat(TestJournal.ticks(kafka, oddSymbol)).isEqualTo(upTo(1_000));

            try (BridgeServer evenAgain = start(kafka, 0);
                    RawPeer peer = new RawPeer(evenAgain.addresses())) {
                Awaitility.await().atMost(SOON).until(() -> !even.stats().leading());
                assertThat(odd.stats().leading()).isTrue();
                peer.sendTicks(1, tick(oddSymbol, 1_001));
                assertThat(peer.receive().getRefusal().getReason())
                        .isEqualTo("symbol belongs to another bridge: " + oddSymbol);
                peer.send(ClientMessage.newBuilder()
                        .setRequest(2)
                        .setCommand(Command.newBuilder()
                                .setSymbol("*")
                                .setKind(Command.Kind.PAUSE_STRATEGY)
                                .setTarget("scalp")
                                .setSource("cli")
                                .setSourceSequence(1)));
                assertThat(peer.receive().getAck().getAccepted()).isPositive();
                assertThat(TestJournal.events(kafka))
                        .filteredOn(event -> event.event() instanceof io.tickpilot.core.event.Command)
                        .isNotEmpty()
                        .allMatch(event -> event.partition() % 2 == 0);

                ZMQ.Socket job = peer.pusher(evenAgain.addresses().signalsIn());
                job.send(signal("of-another", oddSymbol));
                job.send(signal("own", evenSymbol));
                Awaitility.await().atMost(SOON).until(() -> evenAgain.stats().signalsOut() == 1);
            }
        }
    }

    @Test
    void aClientOfAllSendsAndHearsOfEverySymbol(@TempDir Path directory) throws Exception {
        String evenSymbol = symbol(0);
        String oddSymbol = symbol(1);
        List<String> signals = new CopyOnWriteArrayList<>();
        ClientListener listener = new ClientListener() {
            @Override
            public void onSignal(Signal signal) {
                signals.add(signal.id());
            }
        };
        try (TestKafka kafka = TestKafka.start(directory);
                BridgeServer even = start(kafka, 0);
                BridgeServer odd = start(kafka, 1);
                BridgeClient client = BridgeClient.connect(
                        ClientSettings.terminal(
                                "both",
                                odd.addresses().control() + ";"
                                        + even.addresses().control(),
                                odd.addresses().signals() + ";"
                                        + even.addresses().signals()),
                        MarketClock.system(),
                        listener);
                RawPeer peer = new RawPeer(even.addresses())) {
            for (int i = 1; i <= 500; i++) {
                client.sendWaiting(tick(evenSymbol, i));
                client.sendWaiting(tick(oddSymbol, i));
            }
            client.sendWaiting(new io.tickpilot.core.event.Command(
                    "*", 1, io.tickpilot.core.event.Command.Kind.PAUSE_STRATEGY, "scalp", "", "test", "", "cli", 1));
            assertThat(client.flush(SOON)).isTrue();

            assertThat(client.stats().refused()).isZero();
            assertThat(TestJournal.ticks(kafka, evenSymbol)).isEqualTo(upTo(500));
            assertThat(TestJournal.ticks(kafka, oddSymbol)).isEqualTo(upTo(500));
            assertThat(TestJournal.events(kafka))
                    .filteredOn(event -> event.event() instanceof io.tickpilot.core.event.Command)
                    .extracting(SequencedEvent::symbol)
                    .containsExactlyInAnyOrderElementsOf(SYMBOLS);

            for (BridgeServer bridge : List.of(even, odd)) {
                ZMQ.Socket job = peer.pusher(bridge.addresses().signalsIn());
                job.send(signal("even", evenSymbol));
                job.send(signal("odd", oddSymbol));
            }
            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(signals)
                    .containsExactlyInAnyOrder("even", "odd"));
            for (String symbol : List.of(evenSymbol, oddSymbol)) {
                String id = symbol.equals(evenSymbol) ? "even" : "odd";
                assertThat(client.receipt(new SignalReceived(symbol, id, SignalReceived.Stage.RECEIVED, "", 1)))
                        .isTrue();
            }
            assertThat(client.receipt(new SignalReceived(evenSymbol, "even", SignalReceived.Stage.EXECUTED, "", 2)))
                    .isTrue();
            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(
                            List.of(even.stats().receipts(), odd.stats().receipts()))
                    .containsExactly(2L, 1L));
            assertThat(client.stats().connected()).isTrue();
        }
    }

    @Test
    void addressesAreGivenForEachShare() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientSettings.terminal("both", "tcp://a:1;tcp://b:1", "tcp://a:2"))
                .withMessageStartingWith("addresses must be given for each share of the symbols: ");
    }

    private static BridgeServer start(TestKafka kafka, int share) {
        return BridgeServer.start(
                BridgeSettings.defaults()
                        .withBootstrap(kafka.bootstrap())
                        .withPorts(BridgeSettings.Ports.ANY)
                        .withShare(share, 2),
                MarketClock.system(),
                SYMBOLS);
    }

    private static BridgeClient feed(BridgeServer bridge) {
        return BridgeClient.connect(
                ClientSettings.feed("feed", bridge.addresses().control()));
    }

    private static String symbol(int share) {
        return SYMBOLS.stream()
                .filter(symbol -> Partitions.of(symbol, 64) % 2 == share)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] signal(String id, String symbol) {
        long now = MarketClock.system().micros();
        SequencedEvent cause = new SequencedEvent(Partitions.of(symbol, 64), 1, 5, now, now, tick(symbol, 1));
        return WireCodec.encode(Signals.signal(id, cause, Side.BUY, Signals.plan(), now + 60_000_000));
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static Tick tick(String symbol, long sequence) {
        return new Tick(symbol, 1, 1.1, 1.2, 0, 0, "test", sequence);
    }
}
