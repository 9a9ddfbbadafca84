package io.tickpilot.flink.connector.zeromq.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tickpilot.flink.connector.zeromq.CurveKeys;
import io.tickpilot.flink.connector.zeromq.TestKeys;
import io.tickpilot.flink.connector.zeromq.internal.SocketSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class ZeroMqSinkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SinkWriterMetricGroup metrics =
            InternalSinkWriterMetricGroup.wrap(UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup());
    private final ZContext context = new ZContext();

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void sendsEachRecordAsOneFrameInOrder() throws Exception {
        ZMQ.Socket pull = peer(SocketType.PULL, "tcp://127.0.0.1:*");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        env.fromData("a", "b", "c")
                .sinkTo(ZeroMqSink.<String>builder()
                        .setEndpoint(pull.getLastEndpoint())
                        .setSchema(new SimpleStringSchema())
                        .build());

        env.execute();

        assertThat(List.of(pull.recvStr(), pull.recvStr(), pull.recvStr())).containsExactly("a", "b", "c");
    }

    @Test
    void dropsAndCountsWhatAnAbsentPeerCannotTake() throws Exception {
        try (var writer = pushing(freeEndpoint(), WhenFull.DROP, null)) {
            for (int i = 0; i < 5; i++) {
                writer.write("x", null);
            }

            assertThat(metrics.getNumRecordsSendCounter().getCount()).isEqualTo(2);
            assertThat(metrics.getNumBytesSendCounter().getCount()).isEqualTo(2);
            assertThat(metrics.getNumRecordsSendErrorsCounter().getCount()).isEqualTo(3);
        }
    }

    @Test
    void losesNothingWhenItMayBlock() throws Exception {
        String endpoint = freeEndpoint();
        List<String> records =
                IntStream.range(0, 50).mapToObj(Integer::toString).toList();
        try (var writer = pushing(endpoint, WhenFull.BLOCK, null)) {
            CompletableFuture<Void> written = writing(writer, records);
            await().pollDelay(Duration.ofMillis(500)).until(() -> !written.isDone());

            ZMQ.Socket pull = peer(SocketType.PULL, endpoint);

            for (String record : records) {
                assertThat(pull.recvStr()).isEqualTo(record);
            }
            written.get(20, TimeUnit.SECONDS);
            assertThat(metrics.getNumRecordsSendErrorsCounter().getCount()).isZero();
        }
    }

    @Test
    void stopsBlockingWhenItIsInterrupted() throws Exception {
        try (var writer = pushing(freeEndpoint(), WhenFull.BLOCK, null)) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread task = new Thread(() -> {
                try {
                    for (int i = 0; i < 3; i++) {
                        writer.write("x", null);
                    }
                } catch (InterruptedException e) {
                    thrown.set(e);
                }
            });
            task.start();
            await().atMost(PATIENCE)
                    .until(() -> metrics.getNumRecordsSendCounter().getCount() == 2);

            task.interrupt();

            task.join(20_000);
            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void publishesUnderTheTopicOfEachRecord() throws Exception {
        ZMQ.Socket sub = peer(SocketType.SUB, "tcp://127.0.0.1:*");
        sub.subscribe("b");
        try (var writer = publishing(sub.getLastEndpoint(), WhenFull.DROP)) {
            awaitHeard(writer, sub, "b0");

            writer.write("a1", null);
            writer.write("b1", null);

            assertThat(lastOf(sub, "b1")).containsExactly("b", "b1");
        }
    }

    /** Frames of a megabyte, so that no buffer between the two ends holds them all. */
    @Test
    void publishesEverythingToASlowSubscriberWhenItMayBlock() throws Exception {
        ZMQ.Socket sub = peer(SocketType.SUB, "tcp://127.0.0.1:*", socket -> socket.setRcvHWM(1));
        sub.subscribe("b");
        try (var writer = publishing(sub.getLastEndpoint(), WhenFull.BLOCK)) {
            awaitHeard(writer, sub, "b0");
            List<String> records = IntStream.range(0, 40)
                    .mapToObj(i -> "b" + i + "x".repeat(1 << 20))
                    .toList();

            CompletableFuture<Void> written = writing(writer, records);
            await().pollDelay(Duration.ofMillis(500)).until(() -> !written.isDone());

            assertThat(lastOf(sub, records.get(0))).last().isEqualTo(records.get(0));
            for (String record : records.subList(1, records.size())) {
                assertThat(sub.recvStr()).isEqualTo("b");
                assertThat(sub.recvStr().equals(record)).isTrue();
            }
            written.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void bindsForPeersThatConnect() throws Exception {
        String endpoint = freeEndpoint();
        var settings = new SocketSettings(List.of(endpoint), true, 2, Duration.ofMillis(1), null);
        try (var writer = new ZeroMqSinkWriter<>(new SimpleStringSchema(), null, settings(settings), metrics)) {
            ZMQ.Socket pull = context.createSocket(SocketType.PULL);
            pull.setReceiveTimeOut((int) PATIENCE.toMillis());
            pull.setHandshakeIvl(2_000);
            pull.connect(endpoint);
            awaitHeard(writer, pull, "a");

            writer.write("b", null);

            assertThat(Stream.generate(pull::recvStr).dropWhile("a"::equals).findFirst())
                    .contains("b");
        }
    }

    @Test
    void sendsEncryptedWithThePeersKeyAlone() throws Exception {
        TestKeys keys = new TestKeys();
        AtomicInteger refused = new AtomicInteger();
        ZMQ.Socket pull = peer(SocketType.PULL, "tcp://127.0.0.1:*", socket -> {
            keys.serve(socket);
            socket.setEventHook(event -> refused.incrementAndGet(), ZMQ.HANDSHAKE_FAILED_PROTOCOL);
        });

        try (var writer = pushing(pull.getLastEndpoint(), WhenFull.DROP, keys.ofMistakenClient())) {
            writer.write("for somebody else", null);
            await().atMost(PATIENCE).until(() -> refused.get() > 0);
        }
        try (var writer = pushing(pull.getLastEndpoint(), WhenFull.DROP, keys.ofClient())) {
            writer.write("for you", null);

            assertThat(pull.recvStr()).isEqualTo("for you");
        }
    }

    @Test
    void wantsTheKeysOfItsEnd() {
        var builder = ZeroMqSink.<String>builder()
                .setBindEndpoint("tcp://127.0.0.1:*")
                .setSchema(new SimpleStringSchema())
                .setCurve(new TestKeys().ofClient());

        assertThatThrownBy(builder::build).hasMessage("binding needs CurveKeys.ofServer");
    }

    @Test
    void waitsAtTheEndOfInputForAPeerThatComesLate() throws Exception {
        String endpoint = freeEndpoint();
        var writer = pushing(endpoint, WhenFull.DROP, null);
        writer.write("late", null);
        writer.flush(true);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(writer::close);
        await().pollDelay(Duration.ofMillis(2_000)).until(() -> !closed.isDone());

        assertThat(peer(SocketType.PULL, endpoint).recvStr()).isEqualTo("late");
        closed.get(20, TimeUnit.SECONDS);
    }

    @Test
    void leavesAnAbsentPeerSoonWithoutAnEndOfInput() throws Exception {
        var writer = pushing(freeEndpoint(), WhenFull.DROP, null);
        writer.write("lost", null);
        writer.flush(false);
        long started = System.nanoTime();

        writer.close();

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void cutsTheWaitShortWhenItIsInterrupted() throws Exception {
        var writer = pushing(freeEndpoint(), WhenFull.DROP, null);
        writer.write("lost", null);
        writer.flush(true);
        long started = System.nanoTime();

        Thread.currentThread().interrupt();
        writer.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
    }

    /** Room for two records. */
    private ZeroMqSinkWriter<String> pushing(String endpoint, WhenFull whenFull, CurveKeys curve) {
        return new ZeroMqSinkWriter<>(new SimpleStringSchema(), null, settings(endpoint, whenFull, curve), metrics);
    }

    /** The topic is the first letter. */
    private ZeroMqSinkWriter<String> publishing(String endpoint, WhenFull whenFull) {
        return new ZeroMqSinkWriter<>(
                new SimpleStringSchema(), s -> s.substring(0, 1), settings(endpoint, whenFull, null), metrics);
    }

    private static SinkSettings settings(String endpoint, WhenFull whenFull, CurveKeys curve) {
        var socket = new SocketSettings(List.of(endpoint), false, 2, Duration.ofMillis(1), curve);
        return new SinkSettings(socket, whenFull, Duration.ofSeconds(30));
    }

    private static SinkSettings settings(SocketSettings socket) {
        return new SinkSettings(socket, WhenFull.DROP, Duration.ofSeconds(30));
    }

    private static CompletableFuture<Void> writing(ZeroMqSinkWriter<String> writer, List<String> records) {
        return CompletableFuture.runAsync(() -> {
            try {
                for (String record : records) {
                    writer.write(record, null);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private ZMQ.Socket peer(SocketType type, String endpoint) {
        return peer(type, endpoint, socket -> {});
    }

    private ZMQ.Socket peer(SocketType type, String endpoint, Consumer<ZMQ.Socket> setUp) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setReceiveTimeOut((int) PATIENCE.toMillis());
        setUp.accept(socket);
        socket.bind(endpoint);
        return socket;
    }

    /**
     * A publisher does not tell of its subscribers, and what a socket that binds was given for a connection whose
     * handshake then fails is gone with it: so the writer speaks until it is heard.
     */
    private static void awaitHeard(ZeroMqSinkWriter<String> writer, ZMQ.Socket peer, String record) {
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            writer.write(record, null);
            return peer.recv(ZMQ.DONTWAIT) != null;
        });
    }

    /** Frames up to a value, without those before its topic. */
    private static List<String> lastOf(ZMQ.Socket sub, String value) {
        List<String> frames = new ArrayList<>(List.of("", ""));
        while (!frames.get(1).equals(value)) {
            frames.remove(0);
            frames.add(new String(sub.recv(), StandardCharsets.UTF_8));
        }
        return frames;
    }

    /** Nobody listens there. */
    private static String freeEndpoint() {
        try (ZContext context = new ZContext();
                ZMQ.Socket socket = context.createSocket(SocketType.PULL)) {
            socket.bind("tcp://127.0.0.1:*");
            return socket.getLastEndpoint();
        }
    }
}
