package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickpilot.bridge.curve.ClientKeys;
import io.tickpilot.bridge.curve.KeyFolder;
import io.tickpilot.bridge.curve.KeyHolder;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Side;
import io.tickpilot.wire.WireCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The original C library, which MetaTrader's terminals use, on the other end. Compiles {@code src/test/native/peer.c};
 * skipped where gcc or libzmq's headers are missing (Debian: {@code gcc libzmq3-dev}).
 */
class LibzmqClientTest {
    private static final Path SOURCE = Path.of("src/test/native/peer.c");

    @TempDir
    private static Path shared;

    private static Path program;
    private static TestKafka kafka;

    @TempDir
    private Path folder;

    @BeforeAll
    static void compileAndStartKafka() throws Exception {
        program = shared.resolve("peer");
        assumeTrue(compiles(), "gcc and libzmq's headers are needed: apt-get install gcc libc6-dev libzmq3-dev");
        kafka = TestKafka.start(Files.createDirectory(shared.resolve("kafka")));
    }

    @AfterAll
    static void stopKafka() {
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    void talksWithoutKeysOnTheLoopback() throws Exception {
        try (BridgeServer bridge = BridgeServer.start(settings(), MarketClock.system(), Set.of());
                Peer peer = new Peer(bridge, Duration.ofSeconds(10), null)) {
            everythingWorks(bridge, peer, null, "LIBZMQ_OPEN");
        }
    }

    @Test
    void talksWithItsKey() throws Exception {
        KeyFolder keys = new KeyFolder(folder);
        KeyFolder.Issued terminal = keys.issue(KeyHolder.of("mt4-1", "terminal"));
        ClientKeys job = keys.issue(KeyHolder.of("hot-job", "job")).keys();
        try (BridgeServer bridge = BridgeServer.start(encrypted(), MarketClock.system(), Set.of());
                Peer peer = new Peer(bridge, Duration.ofSeconds(10), terminal.secret())) {
            everythingWorks(bridge, peer, job, "LIBZMQ_CURVE");

            assertThat(bridge.clients()).extracting(ClientHealth::name).containsExactly("mt4-1");
            assertThat(bridge.refused()).isEmpty();
        }
    }

    @Test
    void getsNowhereWithAKeyNobodyKnowsOrWithoutOne() throws Exception {
        KeyFolder keys = new KeyFolder(folder);
        KeyFolder.Issued stranger = keys.issue(KeyHolder.of("stranger", "terminal"));
        Files.delete(stranger.published());
        try (BridgeServer bridge = BridgeServer.start(encrypted(), MarketClock.system(), Set.of());
                Peer peer = new Peer(bridge, Duration.ofSeconds(2), stranger.secret());
                Peer open = new Peer(bridge, Duration.ofSeconds(2), null)) {
            assertThat(peer.ask("ticks LIBZMQ_NO 1 1")).isEqualTo("timeout");
            assertThat(open.ask("heartbeat")).isEqualTo("timeout");

            assertThat(bridge.refused()).containsOnlyKeys("key is not known");
            assertThat(bridge.stats().ticks()).isZero();
        }
    }

    private static void everythingWorks(BridgeServer bridge, Peer peer, ClientKeys job, String symbol)
            throws Exception {
        String[] stamps = peer.ask("heartbeat").split(" ");
        assertThat(stamps[0]).isEqualTo("heartbeat");
        assertThat(Long.parseLong(stamps[1])).isLessThanOrEqualTo(Long.parseLong(stamps[2]));
        assertThat(Long.parseLong(stamps[2])).isLessThanOrEqualTo(Long.parseLong(stamps[3]));

        assertThat(peer.ask("ticks " + symbol + " 3 1")).isEqualTo("ack 3 0");
        assertThat(peer.ask("ticks " + symbol + " 3 2")).isEqualTo("ack 1 2");

        try (ZContext context = new ZContext()) {
            ZMQ.Socket push = context.createSocket(SocketType.PUSH);
            push.setHandshakeIvl(RawPeer.HANDSHAKE_MILLIS);
            if (job != null) {
                job.protect(push);
            }
            push.connect(bridge.addresses().signalsIn());
            push.send(signal(symbol + "-1"));
            String[] received = peer.ask("signal").split(" ");
            assertThat(List.of(received).subList(0, 3)).containsExactly("signal", "EURUSD", symbol + "-1");
            push.send(signal(symbol + "-2"));
            assertThat(peer.ask("signal")).startsWith("signal EURUSD " + symbol + "-2 ");

            assertThat(peer.ask("replay " + received[3] + " 2"))
                    .isEqualTo("replayed " + symbol + "-2 " + received[3] + " 2");
            assertThat(peer.next()).isEqualTo("ack 1 0");
        }
    }

    private static byte[] signal(String id) {
        long now = MarketClock.system().micros();
        SequencedEvent cause = new SequencedEvent(3, 1, 5, now, now, new Tick("EURUSD", 1, 1.1, 1.2, 0, 0, "test", 1));
        return WireCodec.encode(Signals.signal(id, cause, Side.BUY, Signals.plan(), now + 60_000_000));
    }

    private static BridgeSettings settings() {
        return BridgeSettings.defaults().withBootstrap(kafka.bootstrap()).withPorts(BridgeSettings.Ports.ANY);
    }

    private BridgeSettings encrypted() {
        return settings().withGuard(settings().guard().withCurve(folder.toString()));
    }

    /** A compiler that is there and fails for another reason than the missing library fails the test. */
    private static boolean compiles() throws Exception {
        Process gcc;
        try {
            gcc = new ProcessBuilder(
                            "gcc", "-O1", "-Wall", "-Werror", "-o", program.toString(), SOURCE.toString(), "-lzmq")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return false;
        }
        String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (gcc.waitFor() == 0) {
            return true;
        }
        assertThat(said).containsAnyOf("zmq.h", "-lzmq", "stdio.h");
        return false;
    }

    /** The C program in a process of its own. */
    private static final class Peer implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;
        private final PrintWriter in;

        Peer(BridgeServer bridge, Duration timeout, Path secret) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    program.toString(),
                    bridge.addresses().control(),
                    bridge.addresses().signals(),
                    String.valueOf(timeout.toMillis())));
            if (secret != null) {
                command.add(secret.toString());
            }
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
            assertThat(out.readLine()).startsWith("libzmq 4.");
        }

        String ask(String command) throws IOException {
            in.println(command);
            return next();
        }

        String next() throws IOException {
            return out.readLine();
        }

        @Override
        public void close() throws Exception {
            in.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
