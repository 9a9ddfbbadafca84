package io.tickpilot.bridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.JobSocket;
import io.tickpilot.bridge.KafkaFixture;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.Signals;
import io.tickpilot.bridge.TestKafka;
import io.tickpilot.bridge.Topics;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class BridgeClientTest extends KafkaFixture {
    @Test
    void everyEventArrivesOnceInOrderAcrossARestartOfTheBridge() throws Exception {
        BridgeServer bridge = start(BridgeSettings.Ports.ANY);
        BridgeAddresses addresses = bridge.addresses();
        try (BridgeClient client = BridgeClient.connect(ClientSettings.feed("feed", addresses.control()))) {
            for (int i = 0; i < 10_000; i++) {
                client.sendWaiting(tick("ONCE", i));
            }
            bridge.close();
            for (int i = 10_000; i < 12_000; i++) {
                client.sendWaiting(tick("ONCE", i));
            }
            bridge = start(ports(addresses));
            assertThat(bridge.addresses()).isEqualTo(addresses);
            for (int i = 12_000; i < 20_000; i++) {
                client.sendWaiting(tick("ONCE", i));
            }

            assertThat(client.flush(Duration.ofSeconds(30))).isTrue();

            List<Long> journaled = journaled("ONCE");
            assertThat(journaled).hasSize(20_000).doesNotHaveDuplicates().isSorted();
            assertThat(client.stats().accepted() + client.stats().duplicates()).isGreaterThanOrEqualTo(20_000);
            assertThat(client.stats().connected()).isTrue();
        } finally {
            bridge.close();
        }
    }

    @Test
    @Tag("long")
    void everyEventArrivesOnceAcrossAFailureOfKafka(@TempDir Path directory) throws Exception {
        TestKafka fragile = TestKafka.start(directory);
        try (BridgeServer bridge = BridgeServer.start(
                        settings(BridgeSettings.Ports.ANY).withBootstrap(fragile.bootstrap()),
                        MarketClock.system(),
                        Set.of());
                BridgeClient client = BridgeClient.connect(
                        ClientSettings.feed("feed", bridge.addresses().control()))) {
            int epoch = bridge.stats().epoch();
            client.sendWaiting(tick("FRAGILE", 0));
            assertThat(client.flush(Duration.ofSeconds(10))).isTrue();
            fragile.close();
            for (int i = 1; i < 5_000; i++) {
                client.sendWaiting(tick("FRAGILE", i));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> bridge.stats().journalFailures() > 0);
            fragile.restart();

            assertThat(client.flush(Duration.ofSeconds(90))).isTrue();

            assertThat(bridge.stats().epoch()).isGreaterThan(epoch);
            List<Long> journaled = new ArrayList<>();
            int current = 0;
            for (byte[] bytes : fragile.read(Topics.JOURNAL)) {
                JournalRecord record = WireCodec.decodeRecord(bytes);
                if (record.partition() == io.tickpilot.wire.Partitions.of("FRAGILE", 64)) {
                    boolean valid = record.epoch() >= current;
                    current = Math.max(current, record.epoch());
                    if (valid && record instanceof JournalRecord.Entry entry) {
                        journaled.add(((Tick) entry.event().event()).sourceSequence());
                    }
                }
            }
            assertThat(journaled).hasSize(5_000).doesNotHaveDuplicates();
        } finally {
            fragile.close();
        }
    }

    @Test
    void aFullQueueIsToldAndNothingBlocks() {
        ClientSettings nobody = ClientSettings.feed("feed", "tcp://127.0.0.1:9");
        try (BridgeClient client = BridgeClient.connect(nobody)) {
            int taken = 0;
            while (client.send(tick("FULL", taken))) {
                taken++;
            }

            assertThat(taken).isGreaterThanOrEqualTo(nobody.queue());
            Awaitility.await().until(() -> client.stats().queued() > 0);
            assertThat(client.stats().connected()).isFalse();
        }
    }

    @Test
    void whatCannotBeJournaledIsNotTaken() {
        try (BridgeClient client = BridgeClient.connect(ClientSettings.feed("feed", "tcp://127.0.0.1:9"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> client.send(new Clock("X", 1)));
        }
    }

    @Test
    void aRefusedRequestIsToldAndNotRepeated() throws Exception {
        List<String> refusals = new CopyOnWriteArrayList<>();
        try (BridgeServer bridge = start(BridgeSettings.Ports.ANY);
                BridgeClient client = BridgeClient.connect(
                        ClientSettings.feed("feed", bridge.addresses().control()),
                        MarketClock.system(),
                        new ClientListener() {
                            @Override
                            public void onRefused(String reason) {
                                refusals.add(reason);
                            }
                        })) {
            client.send(new Command("", 1, Command.Kind.PAUSE_STRATEGY, "*", "", "me", "", "cli", 1));

            assertThat(client.flush(Duration.ofSeconds(10))).isTrue();
            assertThat(refusals).containsExactly("malformed: symbol is missing");
        }
    }

    @Test
    void aTerminalThatConnectsLaterGetsWhatIsStillValidOnce() throws Exception {
        try (BridgeServer bridge = start(BridgeSettings.Ports.ANY);
                ZContext context = new ZContext()) {
            long now = MarketClock.system().micros();
            SequencedEvent cause = new SequencedEvent(3, 1, 5, now, now, tick("EURUSD", 1));
            ZMQ.Socket job = JobSocket.connect(context, bridge.addresses().signalsIn());
            job.send(WireCodec.encode(Signals.signal("early", cause, Side.BUY, Signals.plan(), now + 60_000_000)));
            Awaitility.await().until(() -> bridge.stats().signalsOut() == 1);
            List<String> received = new CopyOnWriteArrayList<>();
            ClientListener listener = new ClientListener() {
                @Override
                public void onSignal(Signal signal) {
                    received.add(signal.id());
                }
            };

            try (BridgeClient terminal = BridgeClient.connect(
                    ClientSettings.terminal(
                            "terminal",
                            bridge.addresses().control(),
                            bridge.addresses().signals()),
                    MarketClock.system(),
                    listener)) {
                Awaitility.await().until(() -> received.size() == 1);
                Awaitility.await().until(() -> terminal.stats().connected());
                job.send(WireCodec.encode(Signals.signal("next", cause, Side.BUY, Signals.plan(), now + 60_000_000)));

                Awaitility.await().until(() -> received.size() == 2);
                assertThat(received).containsExactly("early", "next");
                terminal.receipt(new SignalReceived("EURUSD", "next", SignalReceived.Stage.EXECUTED, "", now));
                Awaitility.await().until(() -> bridge.stats().receipts() == 1);
            }
        }
    }

    private static BridgeServer start(BridgeSettings.Ports ports) {
        return BridgeServer.start(settings(ports), MarketClock.system(), Set.of());
    }

    private static BridgeSettings settings(BridgeSettings.Ports ports) {
        return BridgeSettings.defaults().withBootstrap(kafka().bootstrap()).withPorts(ports);
    }

    private static BridgeSettings.Ports ports(BridgeAddresses addresses) {
        return new BridgeSettings.Ports(
                port(addresses.signals()),
                port(addresses.control()),
                port(addresses.fastCopy()),
                port(addresses.signalsIn()),
                URI.create(addresses.webSocket()).getPort());
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static List<Long> journaled(String symbol) throws Exception {
        List<Long> sequences = new ArrayList<>();
        for (byte[] bytes : kafka().read(Topics.JOURNAL)) {
            if (WireCodec.decodeRecord(bytes) instanceof JournalRecord.Entry entry
                    && entry.event().symbol().equals(symbol)) {
                sequences.add(((Tick) entry.event().event()).sourceSequence());
            }
        }
        return sequences;
    }

    private static Tick tick(String symbol, long sequence) {
        return new Tick(symbol, 1, 1.1, 1.2, 0, 0, "test", sequence);
    }
}
