package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientListener;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.bridge.curve.ClientKeys;
import io.tickpilot.bridge.curve.KeyFolder;
import io.tickpilot.bridge.curve.KeyHolder;
import io.tickpilot.bridge.curve.KeyPair;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Against a real broker and real sockets, with keys. */
class CurveDoorsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static TestKafka kafka;

    @TempDir
    private Path folder;

    private KeyFolder keys;

    @BeforeAll
    static void startKafka(@TempDir Path directory) throws Exception {
        kafka = TestKafka.start(directory);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void makeKeys() throws Exception {
        keys = new KeyFolder(folder);
        keys.ensureServer();
    }

    @Test
    void aClientWithItsKeySendsTicksAndGetsSignals() throws Exception {
        ClientKeys terminal = issue("mt4-1", "terminal");
        ClientKeys job = issue("hot-job", "job");
        List<Signal> received = new CopyOnWriteArrayList<>();
        try (BridgeServer bridge = start();
                BridgeClient client = BridgeClient.connect(
                        ClientSettings.terminal(
                                        "calls-itself-so",
                                        bridge.addresses().control(),
                                        bridge.addresses().signals())
                                .withKeys(terminal),
                        MarketClock.system(),
                        new ClientListener() {
                            @Override
                            public void onSignal(Signal signal) {
                                received.add(signal);
                            }
                        });
                ZContext context = new ZContext()) {
            client.send(tick("CURVE_A", 1));
            assertThat(client.flush(SOON)).isTrue();
            assertThat(client.stats().accepted()).isEqualTo(1);

            ZMQ.Socket push = context.createSocket(SocketType.PUSH);
            push.setHandshakeIvl(RawPeer.HANDSHAKE_MILLIS);
            job.protect(push);
            push.connect(bridge.addresses().signalsIn());
            long now = MarketClock.system().micros();
            SequencedEvent cause = new SequencedEvent(3, 1, 5, now, now, tick("EURUSD", 1));
            push.send(WireCodec.encode(Signals.signal("enc", cause, Side.BUY, Signals.plan(), now + 60_000_000)));
            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(received)
                    .extracting(Signal::id)
                    .containsExactly("enc"));

            ZMQ.Socket log = context.createSocket(SocketType.SUB);
            job.protect(log);
            // Some of JeroMQ's handshakes stall on a busy machine.
            log.setHandshakeIvl(2_000);
            log.setReceiveTimeOut(10_000);
            log.connect(bridge.addresses().fastCopy());
            log.subscribe(new byte[0]);
            assertThat(log.recv()).isNotNull();

            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(bridge.clients())
                    .singleElement()
                    .satisfies(health -> {
                        assertThat(health.name()).isEqualTo("mt4-1");
                        assertThat(health.role()).isEqualTo("terminal");
                        assertThat(health.address()).isEqualTo("127.0.0.1");
                        assertThat(health.connected()).isTrue();
                        assertThat(health.roundTripMicros()).isPositive();
                        assertThat(health.offsetMicros()).isBetween(-1_000_000L, 1_000_000L);
                        assertThat(health.events()).isEqualTo(1);
                        assertThat(health.unacknowledged()).isZero();
                    }));
            assertThat(bridge.refused()).isEmpty();
        }
    }

    /** @param others addresses of bridges besides, that are not there */
    @ParameterizedTest
    @ValueSource(strings = {"", ",tcp://127.0.0.1:9"})
    void aStrangersKeyIsRefusedCountedAndLetInOnceItIsKnown(String others) throws Exception {
        ClientKeys stranger = new ClientKeys(keys.server().publicKey(), KeyPair.generate());
        try (BridgeServer bridge = start();
                BridgeClient client = BridgeClient.connect(
                        ClientSettings.feed("stranger", bridge.addresses().control() + others)
                                .withKeys(stranger))) {
            client.send(tick("CURVE_B", 1));
            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(bridge.refused())
                    .containsKey("key is not known"));
            assertThat(client.stats().connected()).isFalse();
            assertThat(bridge.stats().ticks()).isZero();

            Files.createDirectories(folder.resolve("clients"));
            Files.writeString(
                    folder.resolve("clients").resolve("late.key"),
                    "name = \"late\"\nrole = \"terminal\"\npublic-key = \""
                            + stranger.own().publicKey() + "\"\n");

            assertThat(client.flush(SOON)).isTrue();
            assertThat(bridge.clients()).extracting(ClientHealth::name).containsExactly("late");
        }
    }

    @Test
    void whoeverHasNoKeyOrTheWrongServersGetsNowhere() throws Exception {
        ClientKeys terminal = issue("mt4-1", "terminal");
        ClientKeys fooled = new ClientKeys(KeyPair.generate().publicKey(), terminal.own());
        try (BridgeServer bridge = start();
                BridgeClient open = BridgeClient.connect(
                        ClientSettings.feed("open", bridge.addresses().control()));
                BridgeClient wrong = BridgeClient.connect(
                        ClientSettings.feed("wrong", bridge.addresses().control())
                                .withKeys(fooled))) {
            open.send(tick("CURVE_C", 1));
            wrong.send(tick("CURVE_C", 2));

            assertThat(open.flush(Duration.ofSeconds(2))).isFalse();
            assertThat(wrong.flush(Duration.ofMillis(100))).isFalse();
            assertThat(bridge.stats().ticks()).isZero();
            assertThat(bridge.clients()).isEmpty();
        }
    }

    @Test
    void aRoleMaySendOnlyWhatIsItsOwn() throws Exception {
        ClientKeys viewer = issue("screen", "viewer");
        ClientKeys terminal = issue("mt4-1", "terminal");
        ClientKeys operator = issue("boss", "operator");
        List<String> refusals = new CopyOnWriteArrayList<>();
        ClientListener listener = new ClientListener() {
            @Override
            public void onRefused(String reason) {
                refusals.add(reason);
            }
        };
        try (BridgeServer bridge = BridgeServer.start(settings(), MarketClock.system(), Set.of("CURVE_D"))) {
            try (BridgeClient client = connect(bridge, viewer, listener)) {
                client.send(tick("CURVE_D", 1));
                assertThat(client.flush(SOON)).isTrue();
                assertThat(client.stats().refused()).isEqualTo(1);
            }
            try (BridgeClient client = connect(bridge, terminal, listener)) {
                client.send(command(1));
                client.send(tick("CURVE_D", 2));
                assertThat(client.flush(SOON)).isTrue();
                assertThat(client.stats().refused()).isEqualTo(1);
                assertThat(client.stats().accepted()).isEqualTo(1);
            }
            try (BridgeClient client = connect(bridge, operator, listener)) {
                client.send(command(2));
                assertThat(client.flush(SOON)).isTrue();
                assertThat(client.stats().accepted()).isPositive();
            }
            assertThat(refusals).containsOnly("role may not send this").hasSize(2);
            assertThat(bridge.refused()).containsOnlyKeys("role may not send this");
        }
    }

    @Test
    void theInternalDoorsAreForTheJobAloneAndTheOthersNotForIt() throws Exception {
        ClientKeys terminal = issue("mt4-1", "operator");
        ClientKeys job = issue("hot-job", "job");
        try (BridgeServer bridge = start();
                BridgeClient client = connect(bridge, job, ClientListener.NONE);
                ZContext context = new ZContext()) {
            ZMQ.Socket log = context.createSocket(SocketType.SUB);
            terminal.protect(log);
            log.setReceiveTimeOut(2_500);
            log.connect(bridge.addresses().fastCopy());
            log.subscribe(new byte[0]);
            client.send(tick("CURVE_E", 1));

            assertThat(log.recv()).isNull();
            assertThat(client.flush(Duration.ofMillis(100))).isFalse();
            assertThat(bridge.refused()).containsOnlyKeys("role may not use this door");
            assertThat(bridge.stats().ticks()).isZero();
        }
    }

    @Test
    void withoutTheBridgesOwnKeysItSaysSoInOneLine() {
        BridgeSettings settings = settings();
        BridgeSettings nowhere = settings.withGuard(
                settings.guard().withKeys(folder.resolve("nowhere").toString()));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> BridgeServer.start(nowhere, MarketClock.system(), Set.of()))
                .withMessage("bridge.keys: holds no keys of a bridge, ./tickpilot bridge keys makes them: "
                        + folder.resolve("nowhere"));
    }

    /** JeroMQ lets a peer's own properties overwrite the user and the address that were proven. */
    @Test
    void whatAPeerSaysOfItselfInTheHandshakeProvesNothing() throws Exception {
        BridgeSettings open =
                BridgeSettings.defaults().withBootstrap(kafka.bootstrap()).withPorts(BridgeSettings.Ports.ANY);
        try (BridgeServer bridge = BridgeServer.start(open, MarketClock.system(), Set.of());
                Socket socket = connectRaw(bridge)) {
            OutputStream out = socket.getOutputStream();
            out.write(greeting("NULL"));
            byte[] ready = ready("Socket-Type", "DEALER", "User-Id", "boss", "Peer-Address", "203.0.113.9");
            out.write(new byte[] {4, (byte) ready.length});
            out.write(ready);
            InputStream in = socket.getInputStream();
            in.readNBytes(64);
            // A message before the other side's READY breaks the protocol.
            int length = in.readNBytes(2)[1];
            in.readNBytes(length);
            byte[] hello = io.tickpilot.wire.proto.ClientMessage.newBuilder()
                    .setRequest(1)
                    .setHello(io.tickpilot.wire.proto.Hello.newBuilder().setClient("raw"))
                    .build()
                    .toByteArray();
            out.write(new byte[] {0, (byte) hello.length});
            out.write(hello);

            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(bridge.clients())
                    .singleElement()
                    .satisfies(health -> {
                        assertThat(health.name()).isEqualTo("raw");
                        assertThat(health.address()).isEqualTo("127.0.0.1");
                    }));
        }
    }

    private ClientKeys issue(String name, String role) throws Exception {
        return keys.issue(KeyHolder.of(name, role)).keys();
    }

    private BridgeSettings settings() {
        BridgeSettings settings =
                BridgeSettings.defaults().withBootstrap(kafka.bootstrap()).withPorts(BridgeSettings.Ports.ANY);
        return settings.withGuard(settings.guard().withCurve(folder.toString()));
    }

    private BridgeServer start() {
        return BridgeServer.start(settings(), MarketClock.system(), Set.of());
    }

    private static BridgeClient connect(BridgeServer bridge, ClientKeys keys, ClientListener listener) {
        return BridgeClient.connect(
                ClientSettings.feed("test", bridge.addresses().control()).withKeys(keys),
                MarketClock.system(),
                listener);
    }

    private static Socket connectRaw(BridgeServer bridge) throws Exception {
        return new Socket(
                InetAddress.getLoopbackAddress(),
                URI.create(bridge.addresses().control()).getPort());
    }

    /** ZMTP 3.0: signature, version, mechanism, as a client, filler. */
    private static byte[] greeting(String mechanism) {
        return ByteBuffer.allocate(64)
                .put((byte) 0xff)
                .putLong(1)
                .put((byte) 0x7f)
                .put((byte) 3)
                .put((byte) 0)
                .put(mechanism.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] ready(String... properties) {
        ByteBuffer command = ByteBuffer.allocate(255).put((byte) 5).put("READY".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < properties.length; i += 2) {
            byte[] name = properties[i].getBytes(StandardCharsets.US_ASCII);
            byte[] value = properties[i + 1].getBytes(StandardCharsets.US_ASCII);
            command.put((byte) name.length).put(name).putInt(value.length).put(value);
        }
        byte[] bytes = new byte[command.position()];
        command.flip().get(bytes);
        return bytes;
    }

    private static Tick tick(String symbol, long sequence) {
        return new Tick(symbol, 1, 1.1, 1.2, 0, 0, "curve", sequence);
    }

    private static Command command(long sequence) {
        return new Command("*", 1, Command.Kind.PAUSE_STRATEGY, "*", "", "me", "test", "curve-op", sequence);
    }
}
