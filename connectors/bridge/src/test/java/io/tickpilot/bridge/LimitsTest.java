package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientListener;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.bridge.curve.GuardSettings;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Side;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Hello;
import io.tickpilot.wire.proto.ReplayRequest;
import io.tickpilot.wire.proto.ServerMessage;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** What one client may take, and that the others do not notice. */
class LimitsTest extends KafkaFixture {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void aClientThatSendsTooMuchIsSlowedAndLosesNothing() throws Exception {
        GuardSettings.Limits limits = new GuardSettings.Limits(1 << 20, 100, 100, 40, 1 << 20, 1_000, 0);
        try (BridgeServer bridge = start(limits);
                BridgeClient client = BridgeClient.connect(feed(bridge))) {
            long begin = System.nanoTime();
            for (int i = 1; i <= 100; i++) {
                client.send(tick("SLOWED", i));
                Thread.sleep(1); // one tick a request
            }

            assertThat(client.flush(SOON)).isTrue();

            assertThat(client.stats().accepted()).isEqualTo(100);
            assertThat(client.stats().slowed()).isPositive();
            assertThat(bridge.stats().ticks()).isEqualTo(100);
            assertThat(bridge.stats().slowed()).isPositive();
            assertThat(bridge.refused()).containsKey("too many messages or bytes a second");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(500));
            assertThat(bridge.clients()).singleElement().satisfies(health -> assertThat(health.slowed())
                    .isPositive());
        }
    }

    @Test
    void theDaysEventsAreUsedUpOnceAndTheClientIsToldToWait() throws Exception {
        GuardSettings.Limits limits = new GuardSettings.Limits(1 << 20, 100, 100, 1_000, 1 << 20, 1_000, 5);
        try (BridgeServer bridge = start(limits);
                RawPeer peer = new RawPeer(bridge.addresses())) {
            peer.sendTicks(1, tick("QUOTA", 1), tick("QUOTA", 2), tick("QUOTA", 3), tick("QUOTA", 4), tick("QUOTA", 5));
            assertThat(peer.receive().getAck().getAccepted()).isEqualTo(5);

            peer.sendTicks(2, tick("QUOTA", 6));

            ServerMessage told = peer.receive();
            assertThat(told.getSlowDown().getCause()).isEqualTo("the day's events are used up");
            assertThat(told.getSlowDown().getWaitMillis()).isBetween(1, 60_001);
            assertThat(bridge.stats().ticks()).isEqualTo(5);
        }
    }

    @Test
    void aFrameThatIsTooLongIsRefusedAndAHugeOneEndsItsConnection() throws Exception {
        GuardSettings.Limits limits = new GuardSettings.Limits(10_000, 100, 100, 1_000, 1 << 30, 1_000, 0);
        try (BridgeServer bridge = start(limits);
                RawPeer peer = new RawPeer(bridge.addresses());
                RawPeer other = new RawPeer(bridge.addresses())) {
            other.sendTicks(1, tick("LONG", 1));
            other.receive();
            peer.sendRaw(new byte[15_000]);
            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(bridge.refused())
                    .containsEntry("frame is too long", 1L));

            peer.sendRaw(new byte[10_000_000]);

            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(bridge.refused())
                    .containsEntry("frame is too long", 1L)
                    .containsKey("frame is far too long"));
            other.sendTicks(2, tick("LONG", 2));
            assertThat(other.receive().getAck().getAccepted()).isEqualTo(1);
        }
    }

    @Test
    void connectionsHaveAnEndAndMakeRoomWhenTheyGo() throws Exception {
        GuardSettings.Limits limits = new GuardSettings.Limits(1 << 20, 100, 3, 1_000, 1 << 20, 1_000, 0);
        List<Socket> sockets = new ArrayList<>();
        try (BridgeServer bridge = start(limits)) {
            for (int i = 0; i < 10; i++) {
                sockets.add(connectRaw(bridge));
            }
            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(bridge.refused())
                    .containsEntry("too many connections from one address", 7L));
            assertThat(bridge.connections()).isLessThanOrEqualTo(3);

            for (Socket socket : sockets) {
                socket.close();
            }

            try (BridgeClient client = BridgeClient.connect(feed(bridge))) {
                client.send(tick("ROOM", 1));
                assertThat(client.flush(SOON)).isTrue();
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void anAddressThatIsNotAllowedGetsNoAnswer() throws Exception {
        BridgeSettings settings = settings();
        BridgeSettings elsewhere = settings.withGuard(settings.guard().withAllow(List.of("10.1.0.0/16", "::1")));
        try (BridgeServer bridge = BridgeServer.start(elsewhere, MarketClock.system(), Set.of());
                BridgeClient client = BridgeClient.connect(feed(bridge))) {
            client.send(tick("FOREIGN", 1));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(bridge.refused()).containsKey("address is not allowed"));
            assertThat(client.flush(Duration.ofSeconds(2))).isFalse();
            assertThat(bridge.stats().ticks()).isZero();
        }
    }

    @Test
    void nonsenseOnTheLineHarmsNobody() throws Exception {
        Random random = new Random(17);
        try (BridgeServer bridge = start(settings().guard().limits());
                RawPeer peer = new RawPeer(bridge.addresses())) {
            for (int i = 0; i < 200; i++) {
                try (Socket socket = connectRaw(bridge)) {
                    byte[] bytes = new byte[1 + random.nextInt(300)];
                    random.nextBytes(bytes);
                    if (i % 2 == 0) {
                        byte[] greeting = greeting();
                        System.arraycopy(greeting, 0, bytes, 0, Math.min(bytes.length, greeting.length));
                    }
                    socket.getOutputStream().write(bytes);
                }
            }

            peer.sendTicks(1, tick("NONSENSE", 1));
            assertThat(peer.receive().getAck().getAccepted()).isEqualTo(1);
            assertThat(bridge.isRunning()).isTrue();
        }
    }

    /** Its length is negative to JeroMQ, which hung for good in such a message before anybody had proven anything. */
    @Test
    void aLengthThatIsNoneHarmsNobody() throws Exception {
        try (BridgeServer bridge = start(settings().guard().limits());
                RawPeer peer = new RawPeer(bridge.addresses())) {
            for (int first : new int[] {0x80, 0xff}) {
                for (int last : new int[] {0x80, 0x7f, 0xff}) {
                    try (Socket socket = connectRaw(bridge)) {
                        byte[] bytes = Arrays.copyOf(greeting(), 100);
                        bytes[64] = 2;
                        bytes[65] = (byte) first;
                        bytes[69] = (byte) last;
                        socket.getOutputStream().write(bytes);
                        socket.getOutputStream().write(new byte[1_000]);
                    }
                }
            }

            peer.sendTicks(1, tick("LENGTHS", 1));
            assertThat(peer.receive().getAck().getAccepted()).isEqualTo(1);
            Awaitility.await().atMost(SOON).until(() -> bridge.connections() == 1);
        }
    }

    /** One asks and never reads, one subscribes and never reads, one floods; ten others trade. */
    @Test
    void clientsThatReadNothingOrFloodDoNotSlowTheOthers() throws Exception {
        GuardSettings.Limits limits = new GuardSettings.Limits(1 << 20, 100, 100, 5_000, 1 << 24, 1_000, 0);
        AtomicInteger signals = new AtomicInteger();
        List<BridgeClient> traders = new ArrayList<>();
        try (BridgeServer bridge = start(limits);
                ZContext context = new ZContext()) {
            ZMQ.Socket deaf = context.createSocket(SocketType.DEALER);
            deaf.setRcvHWM(1);
            deaf.setReceiveBufferSize(4_096);
            deaf.connect(bridge.addresses().control());
            ZMQ.Socket deafSubscriber = context.createSocket(SocketType.SUB);
            deafSubscriber.setRcvHWM(1);
            deafSubscriber.setReceiveBufferSize(4_096);
            deafSubscriber.connect(bridge.addresses().signals());
            deafSubscriber.subscribe(new byte[0]);
            ZMQ.Socket push = JobSocket.connect(context, bridge.addresses().signalsIn());
            for (int i = 0; i < 10; i++) {
                traders.add(BridgeClient.connect(
                        ClientSettings.terminal(
                                "trader-" + i,
                                bridge.addresses().control(),
                                bridge.addresses().signals()),
                        MarketClock.system(),
                        new ClientListener() {
                            @Override
                            public void onSignal(io.tickpilot.core.signal.Signal signal) {
                                signals.incrementAndGet();
                            }
                        }));
            }
            Awaitility.await().atMost(SOON).until(() -> traders.stream()
                    .allMatch(t -> t.stats().connected()));
            deaf.send(ClientMessage.newBuilder()
                    .setRequest(1)
                    .setHello(Hello.newBuilder().setClient("deaf"))
                    .build()
                    .toByteArray());
            byte[] replay = ClientMessage.newBuilder()
                    .setRequest(2)
                    .setReplay(ReplayRequest.newBuilder().setFromSequence(1))
                    .build()
                    .toByteArray();
            long slowest = 0;
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 500; i++) {
                    deaf.send(replay, ZMQ.DONTWAIT);
                }
                push.send(signal("deaf-" + round));
                long begin = System.nanoTime();
                for (int i = 0; i < traders.size(); i++) {
                    traders.get(i).send(tick("TRADER_" + i, round + 1));
                }
                for (BridgeClient trader : traders) {
                    assertThat(trader.flush(SOON)).isTrue();
                }
                slowest = Math.max(slowest, System.nanoTime() - begin);
            }

            assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(5));
            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(signals)
                    .hasValue(200));
            assertThat(traders).allSatisfy(t -> assertThat(t.stats().accepted()).isEqualTo(20));
            assertThat(bridge.metrics())
                    .contains("tickpilot_bridge_client_messages_total{client=\"trader-3\",role=\"terminal\"")
                    .contains("tickpilot_bridge_ticks_total 200\n")
                    .contains("tickpilot_bridge_websocket_clients 0\n");
        } finally {
            traders.forEach(BridgeClient::close);
        }
    }

    private static byte[] signal(String id) {
        long now = MarketClock.system().micros();
        SequencedEvent cause = new SequencedEvent(3, 1, 5, now, now, tick("EURUSD", 1));
        return WireCodec.encode(Signals.signal(id, cause, Side.BUY, Signals.plan(), now + 60_000_000));
    }

    private static byte[] greeting() {
        byte[] greeting = new byte[64];
        greeting[0] = (byte) 0xff;
        greeting[8] = 1;
        greeting[9] = 0x7f;
        greeting[10] = 3;
        System.arraycopy("NULL".getBytes(StandardCharsets.US_ASCII), 0, greeting, 12, 4);
        return greeting;
    }

    private static BridgeSettings settings() {
        return BridgeSettings.defaults().withBootstrap(kafka().bootstrap()).withPorts(BridgeSettings.Ports.ANY);
    }

    private static BridgeServer start(GuardSettings.Limits limits) {
        BridgeSettings settings = settings();
        return BridgeServer.start(
                settings.withGuard(settings.guard().withLimits(limits)), MarketClock.system(), Set.of());
    }

    private static ClientSettings feed(BridgeServer bridge) {
        return ClientSettings.feed("feed", bridge.addresses().control());
    }

    private static Socket connectRaw(BridgeServer bridge) throws Exception {
        return new Socket(
                InetAddress.getLoopbackAddress(),
                URI.create(bridge.addresses().control()).getPort());
    }

    private static Tick tick(String symbol, long sequence) {
        return new Tick(symbol, 1, 1.1, 1.2, 0, 0, "limits", sequence);
    }
}
