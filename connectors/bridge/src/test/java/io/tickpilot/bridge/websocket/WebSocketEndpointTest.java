package io.tickpilot.bridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickpilot.bridge.access.Role;
import io.tickpilot.bridge.access.TokenKeys;
import io.tickpilot.bridge.access.Tokens;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.event.Tick;
import io.tickpilot.wire.proto.Ack;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Hello;
import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.ServerMessage;
import io.tickpilot.wire.proto.Signal;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.zip.Deflater;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door alone, against the JDK's client. */
class WebSocketEndpointTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Map<String, String> ENVIRONMENT = Map.of(Secrets.JWT_SECRET, SECRET);

    private long lastSequence;

    @Test
    void handsOverWhatComesInOrderAndCarriesAnswersBack() throws Exception {
        try (WebSocketEndpoint endpoint = start("");
                JdkPeer peer = new JdkPeer(endpoint.address())) {
            for (int i = 1; i <= 200; i++) {
                peer.sendTicks(i, tick(i));
            }

            for (int i = 1; i <= 200; i++) {
                Received received = next(endpoint);
                assertThat(received.message().getRequest()).isEqualTo(i);
                assertThat(received.fault()).isNull();
                endpoint.send(received.client(), ack(i));
            }

            for (int i = 1; i <= 200; i++) {
                assertThat(peer.receive()).isEqualTo(ack(i));
            }
            assertThat(endpoint.stats().received()).isEqualTo(200);
        }
    }

    @Test
    void signalsGoToThoseWhoGreetedAndWantThem() throws Exception {
        try (WebSocketEndpoint endpoint = start("");
                JdkPeer terminal = new JdkPeer(endpoint.address());
                JdkPeer feed = new JdkPeer(endpoint.address());
                JdkPeer silent = new JdkPeer(endpoint.address())) {
            terminal.send(hello("t", "terminal"));
            feed.send(hello("f", "feed"));
            next(endpoint);
            next(endpoint);

            endpoint.publish(outbound(7));
            terminal.send(hello("t", "terminal"));
            feed.send(hello("f", "feed"));
            silent.send(ClientMessage.newBuilder().setRequest(1));
            for (int i = 0; i < 3; i++) {
                endpoint.send(next(endpoint).client(), ack(1));
            }

            assertThat(terminal.receive().getPublished()).isEqualTo(outbound(7));
            assertThat(feed.receive()).isEqualTo(ack(1));
            assertThat(silent.receive()).isEqualTo(ack(1));
        }
    }

    @Test
    void whatIsNoMessageIsHandedOverAsSuch() throws Exception {
        try (WebSocketEndpoint endpoint = start("");
                JdkPeer peer = new JdkPeer(endpoint.address())) {
            peer.sendText("{\"request\":");

            Received received = next(endpoint);

            assertThat(received.message()).isNull();
            assertThat(received.fault()).startsWith("JSON is malformed: ");
            assertThat(received.frame()).isEqualTo("{\"request\":".getBytes(StandardCharsets.UTF_8));
            peer.sendBinary(new byte[] {1});
            assertThat(peer.awaitClose()).isEqualTo("1003 only text is understood");
            assertThat(endpoint.stats().refused()).containsEntry("frame is no text", 1L);
        }
    }

    @Test
    void aTokenGivesNameAndRole() throws Exception {
        try (WebSocketEndpoint endpoint = start("auth: hs256");
                JdkPeer viewer = JdkPeer.withToken(endpoint.address(), token(Role.VIEWER, Instant.now()))) {
            viewer.send(hello("somebody else", "operator"));
            viewer.sendTicks(2, tick(1));

            Hello hello = next(endpoint).message().getHello();
            assertThat(hello.getClient()).isEqualTo("desk");
            assertThat(hello.getRole()).isEqualTo("viewer");
            Received ticks = next(endpoint);
            assertThat(ticks.message().getRequest()).isEqualTo(2);
            assertThat(ticks.fault()).isEqualTo("role viewer may not send this: ticks");
        }
    }

    @Test
    void withoutAGoodTokenNobodyComesIn() throws Exception {
        try (WebSocketEndpoint endpoint = start("auth: hs256")) {
            String late = token(Role.VIEWER, Instant.now().minus(Duration.ofHours(2)));

            assertThat(refusal(() -> new JdkPeer(endpoint.address()))).isEqualTo(401);
            assertThat(refusal(() -> JdkPeer.withToken(endpoint.address(), "a.b.c")))
                    .isEqualTo(401);
            assertThat(refusal(() -> JdkPeer.withToken(endpoint.address(), late)))
                    .isEqualTo(401);
            assertThat(refusal(() -> JdkPeer.withToken(endpoint.address(), late)))
                    .isEqualTo(401);

            assertThat(endpoint.stats().refused())
                    .isEqualTo(Map.of("no token", 1L, "token is malformed", 1L, "token has expired", 2L));
        }
    }

    @Test
    void aConnectionEndsWithItsToken() throws Exception {
        // Its end and the 30 s that clocks may differ by are over in two seconds.
        Instant issued = Instant.now().minusSeconds(3_600 + 28);
        try (WebSocketEndpoint endpoint = start("auth: hs256");
                JdkPeer peer = JdkPeer.withToken(endpoint.address(), token(Role.TERMINAL, issued))) {

            assertThat(peer.awaitClose()).isEqualTo("1008 token has expired");
        }
    }

    @Test
    void webPagesAreRefusedUnlessListed() throws Exception {
        try (WebSocketEndpoint endpoint = start("origins: ['https://cockpit.example']")) {
            assertThat(refusal(() -> withOrigin(endpoint, "https://evil.example")))
                    .isEqualTo(403);
            withOrigin(endpoint, "https://cockpit.example").close();

            assertThat(endpoint.stats().refused()).isEqualTo(Map.of("origin is not allowed", 1L));
        }
    }

    @Test
    void otherNetworksAreRefused() throws Exception {
        try (WebSocketEndpoint endpoint = start("allow: [10.0.0.0/8]")) {
            assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> new JdkPeer(endpoint.address()));

            assertThat(endpoint.stats().refused()).containsOnlyKeys("address is not allowed");
        }
        try (WebSocketEndpoint endpoint = start("allow: [127.0.0.0/8]")) {
            new JdkPeer(endpoint.address()).close();
        }
    }

    @Test
    void connectionsHaveALimitAndAreFreedAgain() throws Exception {
        try (WebSocketEndpoint endpoint = start("max-connections: 2");
                JdkPeer first = new JdkPeer(endpoint.address())) {
            JdkPeer second = new JdkPeer(endpoint.address());
            assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> new JdkPeer(endpoint.address()));
            assertThat(endpoint.stats().refused()).containsOnlyKeys("too many connections");
            second.close();
            Awaitility.await().until(() -> endpoint.stats().clients() == 1);

            new JdkPeer(endpoint.address()).close();
        }
        try (WebSocketEndpoint endpoint = start("max-connections-per-address: 1");
                JdkPeer first = new JdkPeer(endpoint.address())) {
            assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> new JdkPeer(endpoint.address()));
            assertThat(endpoint.stats().refused()).containsOnlyKeys("too many connections from one address");
        }
    }

    @Test
    void aFrameTooLongEndsTheConnection() throws Exception {
        try (WebSocketEndpoint endpoint = start("max-frame: 1024");
                JdkPeer peer = new JdkPeer(endpoint.address())) {
            peer.sendText("x".repeat(2_000));

            assertThat(peer.awaitClose()).startsWith("1009 ");
            Awaitility.await().until(() -> endpoint.stats().refused().containsKey(Faults.TOO_LONG));
            assertThat(endpoint.poll()).isNull();
        }
    }

    @Test
    void deflateIsSpokenAndABombDoesNotGoOff() throws Exception {
        try (WebSocketEndpoint endpoint = start("");
                Socket socket = raw(endpoint)) {
            String answer = shakeHands(socket, "Sec-WebSocket-Extensions: permessage-deflate\r\n");
            assertThat(answer).startsWith("HTTP/1.1 101 ").contains("permessage-deflate");
            socket.getOutputStream().write(deflated("{\"request\":\"5\"}".getBytes(StandardCharsets.UTF_8)));
            assertThat(next(endpoint).message().getRequest()).isEqualTo(5);

            socket.getOutputStream().write(deflated(new byte[200_000_000]));

            Awaitility.await().until(() -> endpoint.stats().refused().containsKey(Faults.TOO_LONG));
            Awaitility.await().until(() -> endpoint.stats().clients() == 0);
            assertThat(endpoint.poll()).isNull();
        }
    }

    @Test
    void whatIsNoWebSocketIsTurnedAway() throws Exception {
        try (WebSocketEndpoint endpoint = start("");
                Socket web = raw(endpoint);
                Socket noise = raw(endpoint)) {
            web.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(readHead(web)).startsWith("HTTP/1.1 426 ");
            noise.getOutputStream().write(new byte[] {1, 2, 3, '\r', '\n', '\r', '\n'});
            assertThat(readHead(noise)).startsWith("HTTP/1.1 400 ");

            assertThat(endpoint.stats().refused()).containsOnlyKeys("no WebSocket request", "request is malformed");
        }
    }

    @Test
    void whoeverDawdlesAtTheDoorIsSentAway() throws Exception {
        try (WebSocketEndpoint endpoint = start("");
                Socket socket = raw(endpoint)) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(endpoint.stats().refused()).containsOnlyKeys("handshake takes too long");
        }
    }

    @Test
    void aSlowReaderIsSentAwayAndSlowsNobody() throws Exception {
        try (WebSocketEndpoint endpoint = start("queue: 1000");
                JdkPeer deaf = JdkPeer.deaf(endpoint.address());
                JdkPeer reader = new JdkPeer(endpoint.address())) {
            deaf.send(hello("deaf", "terminal"));
            reader.send(hello("reader", "terminal"));
            next(endpoint);
            next(endpoint);
            int published = 0;
            while (endpoint.stats().clients() == 2 && published < 200_000) {
                endpoint.publish(outbound(++published));
                while (published - received(reader) > 500) {
                    Thread.onSpinWait();
                }
            }

            while (received(reader) < published) {
                Thread.onSpinWait();
            }
            assertThat(lastSequence).isEqualTo(published);
            assertThat(endpoint.stats().refused()).isEqualTo(Map.of(Session.TOO_SLOW, 1L));
        }
    }

    /** @return the last signal the reader got; none may be missing */
    private long received(JdkPeer reader) throws Exception {
        while (reader.waiting() > 0) {
            long sequence = reader.receive().getPublished().getStreamSequence();
            assertThat(sequence).isEqualTo(lastSequence + 1);
            lastSequence = sequence;
        }
        return lastSequence;
    }

    @Test
    void aFastSenderIsReadMoreSlowlyAndLosesNothing() throws Exception {
        try (WebSocketEndpoint endpoint = start("messages-per-second: 10");
                JdkPeer peer = new JdkPeer(endpoint.address())) {
            long begin = System.nanoTime();
            for (int i = 1; i <= 30; i++) {
                peer.sendText("{\"request\":" + i + ",\"hello\":{\"client\":\"" + "x".repeat(900) + "\"}}");
            }
            for (int i = 1; i <= 30; i++) {
                assertThat(next(endpoint).message().getRequest()).isEqualTo(i);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1_500));
            assertThat(endpoint.stats().throttled()).isPositive();
        }
    }

    @Test
    void nothingIsReadAheadOfWhatIsTaken() throws Exception {
        try (WebSocketEndpoint endpoint = start("");
                JdkPeer eager = new JdkPeer(endpoint.address());
                JdkPeer other = new JdkPeer(endpoint.address())) {
            Thread sender = new Thread(() -> {
                for (int i = 1; i <= 5_000; i++) {
                    eager.sendText("{\"request\":" + i + ",\"hello\":{\"client\":\"" + "x".repeat(8_000) + "\"}}");
                }
            });
            sender.start();
            Awaitility.await().until(() -> endpoint.stats().received() >= 64);
            other.send(hello("other", "terminal"));
            Awaitility.await()
                    .during(Duration.ofMillis(300))
                    .until(() -> endpoint.stats().received() < 80);

            int others = 0;
            for (int i = 1; i <= 5_000; ) {
                Received received = next(endpoint);
                if (received.message().getHello().getClient().equals("other")) {
                    others++;
                } else {
                    assertThat(received.message().getRequest()).isEqualTo(i++);
                }
            }
            assertThat(others).isEqualTo(1);
            sender.join();
        }
    }

    @Test
    void tlsIsSpokenWithTheKeyOfTheStore(@TempDir Path folder) throws Exception {
        Path store = keystore(folder);
        Path password = Files.writeString(folder.resolve("password"), "changeit\n");
        try (WebSocketEndpoint endpoint =
                start("{tls-keystore: '" + store + "', tls-password-file: '" + password + "'}")) {
            assertThat(endpoint.address()).startsWith("wss://127.0.0.1:");
            assertThatExceptionOfType(CompletionException.class)
                    .as("a stranger's certificate")
                    .isThrownBy(() -> new JdkPeer(endpoint.address()));
            try (JdkPeer peer = new JdkPeer(trusting(store), endpoint.address(), true, new String[0])) {
                peer.sendTicks(1, tick(1));
                endpoint.send(next(endpoint).client(), ack(1));
                assertThat(peer.receive()).isEqualTo(ack(1));
            }
            try (Socket plain = raw(endpoint)) {
                plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                Awaitility.await().until(() -> endpoint.stats().refused().containsKey("TLS handshake failed"));
            }
        }
    }

    @Test
    void missingKeysAreNamedAndNothingOfThemTold(@TempDir Path folder) throws Exception {
        Path store = keystore(folder);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> start("auth: hs256", Map.of()))
                .withMessage(
                        "bridge.websocket.jwt-secret-file: is required, or the environment's TICKPILOT_JWT_SECRET");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> start("auth: hs256", Map.of(Secrets.JWT_SECRET, "hunter2")))
                .withMessage("bridge.websocket.jwt-secret-file: must have at least 32 bytes: 7");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> start("tls-keystore: '" + store + "'", Map.of(Secrets.KEYSTORE_PASSWORD, "hunter2")))
                .withMessage("bridge.websocket.tls-keystore: cannot be opened with its password: " + store);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> start("{auth: rs256, jwt-public-key: '" + folder.resolve("none") + "'}"))
                .withMessageStartingWith("bridge.websocket.jwt-public-key: cannot be read: ");
    }

    @Test
    void aTakenPortGivesWayToTheNextFreeOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
                WebSocketEndpoint endpoint =
                        WebSocketEndpoint.start(settings(""), taken.getLocalPort(), new Secrets(Map.of()), () -> {})) {
            assertThat(URI.create(endpoint.address()).getPort()).isGreaterThan(taken.getLocalPort());
        }
    }

    @Test
    void clientsAreToldWhenTheBridgeEnds() throws Exception {
        WebSocketEndpoint endpoint = start("");
        try (JdkPeer peer = new JdkPeer(endpoint.address())) {
            peer.sendTicks(1, tick(1));
            endpoint.send(next(endpoint).client(), ack(1));
            endpoint.close();

            assertThat(peer.receive()).isEqualTo(ack(1));
            assertThat(peer.awaitClose()).isEqualTo("1001 bridge ends");
        }
    }

    private static WebSocketSettings settings(String yaml) {
        Settings section = Settings.parse(yaml, Map.of());
        WebSocketSettings settings = WebSocketSettings.from(section);
        section.check();
        return settings;
    }

    private static WebSocketEndpoint start(String yaml) throws Exception {
        return start(yaml, ENVIRONMENT);
    }

    private static WebSocketEndpoint start(String yaml, Map<String, String> environment) throws Exception {
        return WebSocketEndpoint.start(settings(yaml), 0, new Secrets(environment), () -> {});
    }

    private static String token(Role role, Instant issued) {
        return new Tokens(TokenKeys.ofSecret(SECRET)).issue("desk", role, Duration.ofHours(1), issued);
    }

    private static Received next(WebSocketEndpoint endpoint) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            Received received = endpoint.poll();
            if (received != null) {
                return received;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("nothing came within twenty seconds");
    }

    private static JdkPeer withOrigin(WebSocketEndpoint endpoint, String origin) {
        return new JdkPeer(HttpClient.newHttpClient(), endpoint.address(), true, new String[] {"Origin", origin});
    }

    private static int refusal(Runnable connect) {
        try {
            connect.run();
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
        throw new AssertionError("was let in");
    }

    private static Socket raw(WebSocketEndpoint endpoint) throws Exception {
        Socket socket = new Socket("127.0.0.1", URI.create(endpoint.address()).getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String shakeHands(Socket socket, String headers) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write(("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" + headers
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return readHead(socket);
    }

    private static String readHead(Socket socket) throws Exception {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        for (int c = in.read(); c >= 0 && !head.toString().endsWith("\r\n\r\n"); c = in.read()) {
            head.append((char) c);
            if (head.toString().endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString();
    }

    /** One text frame with the bit that says deflated, masked with zeros. */
    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(content);
        byte[] buffer = new byte[Math.max(1_024, content.length / 100)];
        int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        byte[] payload = Arrays.copyOf(buffer, length - 4);
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) 0xc1);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) 0xff).putLong(payload.length);
        }
        frame.putInt(0).put(payload);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    private static Path keystore(Path folder) throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "bridge",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    private static HttpClient trusting(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("bridge", keys.getCertificate("bridge"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static ClientMessage.Builder hello(String name, String role) {
        return ClientMessage.newBuilder()
                .setRequest(1)
                .setHello(Hello.newBuilder().setClient(name).setRole(role));
    }

    private static ServerMessage ack(long request) {
        return ServerMessage.newBuilder()
                .setRequest(request)
                .setAck(Ack.newBuilder().setAccepted(1))
                .build();
    }

    private static Outbound outbound(long sequence) {
        return Outbound.newBuilder()
                .setStreamEpoch(1)
                .setStreamSequence(sequence)
                .setSignal(Signal.newBuilder().setId("x".repeat(1_000)))
                .build();
    }

    private static Tick tick(long sequence) {
        return new Tick("EURUSD", 1, 1.1, 1.2, 0, 0, "test", sequence);
    }
}
