package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientListener;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Hello;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Two bridges on one journal: real Kafka, real sockets, and for the one that dies a real process. */
class BridgeSuccessionTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static TestKafka kafka;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startKafka(@TempDir Path directory) throws Exception {
        kafka = TestKafka.start(directory);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void allowSlowMachines() {
        org.awaitility.Awaitility.setDefaultTimeout(SOON);
    }

    @Test
    void aBridgeThatStandsByTakesOverFromOneThatIsKilled() throws Exception {
        try (BridgeProcess first = process();
                BridgeServer second = standby();
                BridgeClient client = client(first.addresses(), second.addresses())) {
            for (int i = 1; i <= 5_000; i++) {
                client.sendWaiting(tick("KILLED", i));
            }
            assertThat(second.stats().leading()).isFalse();
            first.kill();
            for (int i = 5_001; i <= 10_000; i++) {
                client.sendWaiting(tick("KILLED", i));
            }

            assertThat(client.flush(SOON)).isTrue();

            assertThat(second.stats().leading()).isTrue();
            assertThat(TestJournal.ticks(kafka, "KILLED")).isEqualTo(upTo(10_000));
            assertThat(client.stats().accepted() + client.stats().duplicates()).isEqualTo(10_000);
        }
    }

    @Test
    void aZombieThatComesBackCannotWriteWhatCounts() throws Exception {
        try (BridgeProcess first = process();
                BridgeServer second = standby()) {
            BridgeAddresses zombie = first.addresses();
            try (BridgeClient faithful = BridgeClient.connect(ClientSettings.feed("faithful", zombie.control()));
                    BridgeClient client = client(zombie, second.addresses())) {
                faithful.sendWaiting(tick("FAITHFUL", 1));
                client.sendWaiting(tick("ZOMBIE", 1));
                assertThat(faithful.flush(SOON)).isTrue();
                assertThat(client.flush(SOON)).isTrue();
                first.stop();
                for (int i = 2; i <= 2_000; i++) {
                    faithful.sendWaiting(tick("FAITHFUL", i));
                    client.sendWaiting(tick("ZOMBIE", i));
                }
                await().until(() -> second.stats().leading());

                first.goOn();

                assertThat(client.flush(SOON)).isTrue();
                try (RawPeer peer = new RawPeer(zombie)) {
                    await().until(() -> {
                        peer.send(ClientMessage.newBuilder()
                                .setRequest(1)
                                .setHello(Hello.newBuilder().setClient("visitor")));
                        return peer.receive().hasStandby();
                    });
                }
                assertThat(faithful.stats().accepted()).isEqualTo(1);
                assertThat(TestJournal.ticks(kafka, "FAITHFUL")).isEqualTo(upTo(1));
                assertThat(TestJournal.ticks(kafka, "ZOMBIE")).isEqualTo(upTo(2_000));
                assertThat(second.stats().fenced()).isZero();
            }
        }
    }

    @Test
    void anActiveBridgeThatStartsLeavesTheOneBeforeStandingBy() throws Exception {
        BridgeSettings settings = settings().withSuccession(BridgeSettings.Role.ACTIVE, Duration.ofSeconds(2));
        try (BridgeServer first = BridgeServer.start(settings, MarketClock.system(), Set.of())) {
            int epoch = first.stats().epoch();
            try (BridgeServer second = BridgeServer.start(settings, MarketClock.system(), Set.of());
                    BridgeClient client = client(first.addresses(), second.addresses())) {
                assertThat(second.stats().leading()).isTrue();
                assertThat(second.stats().epoch()).isGreaterThan(epoch);
                await().until(() -> !first.stats().leading());
                for (int i = 1; i <= 1_000; i++) {
                    client.sendWaiting(tick("BOTH", i));
                }
                assertThat(client.flush(SOON)).isTrue();
            }

            await().until(() -> first.stats().leading());

            try (BridgeClient client = client(first.addresses())) {
                for (int i = 900; i <= 1_100; i++) {
                    client.sendWaiting(tick("BOTH", i));
                }
                assertThat(client.flush(SOON)).isTrue();
                assertThat(client.stats().duplicates()).isEqualTo(101);
            }
            assertThat(TestJournal.ticks(kafka, "BOTH")).isEqualTo(upTo(1_100));
            assertThat(first.stats().fenced()).isEqualTo(1);
        }
    }

    @Test
    void aSignalThatTheDeadBridgeDidNotPassOnReachesTheTerminalOnce() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        try (BridgeProcess first = process();
                BridgeServer second = standby();
                ZContext context = new ZContext();
                KafkaProducer<byte[], byte[]> topic = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrap()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            BridgeAddresses addresses = first.addresses();
            ZMQ.Socket job = JobSocket.connect(context, addresses.signalsIn());
            ClientSettings settings = ClientSettings.terminal(
                    "terminal",
                    addresses.control() + "," + second.addresses().control(),
                    addresses.signals() + "," + second.addresses().signals());
            try (BridgeClient terminal = BridgeClient.connect(settings, MarketClock.system(), listener(received))) {
                job.send(signal("before"));
                topic.send(new ProducerRecord<>(Topics.SIGNALS, signal("before")))
                        .get();
                await().until(() -> received.size() == 1);
                first.kill();
                job.send(signal("lost"));
                topic.send(new ProducerRecord<>(Topics.SIGNALS, signal("lost"))).get();

                await().until(() -> received.size() == 2);

                ZMQ.Socket restored =
                        JobSocket.connect(context, second.addresses().signalsIn());
                restored.send(signal("before"));
                restored.send(signal("lost"));
                restored.send(signal("after"));
                await().until(() -> received.contains("after"));
                assertThat(received).containsExactly("before", "lost", "after");
                assertThat(second.stats().signalDuplicates()).isPositive();
            }
        }
    }

    @Test
    void aRestartedBridgeKnowsTheSignalsInKafkaAndReplaysThoseStillValid() throws Exception {
        try (KafkaProducer<byte[], byte[]> topic = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer())) {
            Topics.ensure(kafka.bootstrap(), settings().partitions());
            topic.send(new ProducerRecord<>(Topics.SIGNALS, signal("kept"))).get();
        }
        List<String> received = new CopyOnWriteArrayList<>();
        try (BridgeServer bridge = BridgeServer.start(settings());
                ZContext context = new ZContext();
                BridgeClient terminal = BridgeClient.connect(
                        ClientSettings.terminal(
                                "terminal",
                                bridge.addresses().control(),
                                bridge.addresses().signals()),
                        MarketClock.system(),
                        listener(received))) {
            ZMQ.Socket job = JobSocket.connect(context, bridge.addresses().signalsIn());
            job.send(signal("kept"));

            await().until(() -> bridge.stats().signalDuplicates() == 1);
            await().until(() -> received.contains("kept"));
            assertThat(received).containsOnlyOnce("kept");
            assertThat(bridge.stats().signalsOut()).isZero();
        }
    }

    /** Active when this returns. */
    private BridgeProcess process() throws Exception {
        return BridgeProcess.ready(directory, """
                bridge: {signals-port: 0, control-port: 0, fast-copy-port: 0, signals-in-port: 0, websocket: {port: 0}, take-over-after: 2s}
                kafka: {bootstrap: '%s'}
                """.formatted(kafka.bootstrap()));
    }

    private static BridgeServer standby() {
        return BridgeServer.start(
                settings().withSuccession(BridgeSettings.Role.STANDBY, Duration.ofSeconds(2)),
                MarketClock.system(),
                Set.of());
    }

    private static BridgeSettings settings() {
        return BridgeSettings.defaults().withBootstrap(kafka.bootstrap()).withPorts(BridgeSettings.Ports.ANY);
    }

    private static BridgeClient client(BridgeAddresses... bridges) {
        String controls = String.join(
                ",",
                java.util.Arrays.stream(bridges).map(BridgeAddresses::control).toList());
        return BridgeClient.connect(ClientSettings.feed("feed", controls));
    }

    private static ClientListener listener(List<String> received) {
        return new ClientListener() {
            @Override
            public void onSignal(Signal signal) {
                received.add(signal.id());
            }
        };
    }

    private static byte[] signal(String id) {
        long now = MarketClock.system().micros();
        SequencedEvent cause = new SequencedEvent(3, 1, 5, now, now, tick("EURUSD", 1));
        return WireCodec.encode(Signals.signal(id, cause, Side.BUY, Signals.plan(), now + 300_000_000));
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static Tick tick(String symbol, long sequence) {
        return new Tick(symbol, 1, 1.1, 1.2, 0, 0, "test", sequence);
    }
}
