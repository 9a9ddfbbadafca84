package io.tickpilot.flink.connector.zeromq.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class ZeroMqSinkTest {
    private final SinkWriterMetricGroup metrics =
            InternalSinkWriterMetricGroup.wrap(UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup());

    @Test
    void sendsEachRecordAsOneFrameInOrder() throws Exception {
        try (ZContext context = new ZContext();
                ZMQ.Socket pull = context.createSocket(SocketType.PULL)) {
            pull.setReceiveTimeOut(60_000);
            pull.bind("tcp://127.0.0.1:*");
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.setParallelism(1);
            env.fromData("a", "b", "c")
                    .sinkTo(ZeroMqSink.<String>builder()
                            .setEndpoint(pull.getLastEndpoint())
                            .setSchema(new SimpleStringSchema())
                            .build());

            env.execute();

            List<String> received = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                received.add(new String(pull.recv(), StandardCharsets.UTF_8));
            }
            assertThat(received).containsExactly("a", "b", "c");
        }
    }

    @Test
    void dropsAndCountsWhatAnAbsentPeerCannotTake() {
        var writer = writer(freeEndpoint());

        for (int i = 0; i < 5; i++) {
            writer.write("x", null);
        }

        assertThat(metrics.getNumRecordsSendCounter().getCount()).isEqualTo(2);
        assertThat(metrics.getNumRecordsSendErrorsCounter().getCount()).isEqualTo(3);
        writer.close();
    }

    @Test
    void waitsAtTheEndOfInputForAPeerThatComesLate() throws Exception {
        String endpoint = freeEndpoint();
        var writer = writer(endpoint);
        writer.write("late", null);
        writer.flush(true);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(writer::close);
        await().pollDelay(Duration.ofMillis(2_000)).until(() -> !closed.isDone());

        try (ZContext context = new ZContext();
                ZMQ.Socket pull = context.createSocket(SocketType.PULL)) {
            pull.setReceiveTimeOut(20_000);
            pull.bind(endpoint);
            assertThat(pull.recvStr()).isEqualTo("late");
        }
        closed.get(20, TimeUnit.SECONDS);
    }

    @Test
    void leavesAnAbsentPeerSoonWithoutAnEndOfInput() {
        var writer = writer(freeEndpoint());
        writer.write("lost", null);
        writer.flush(false);
        long started = System.nanoTime();

        writer.close();

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void cutsTheWaitShortWhenItIsInterrupted() {
        var writer = writer(freeEndpoint());
        writer.write("lost", null);
        writer.flush(true);
        long started = System.nanoTime();

        Thread.currentThread().interrupt();
        writer.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
    }

    private ZeroMqSinkWriter<String> writer(String endpoint) {
        return new ZeroMqSinkWriter<>(
                endpoint, new SimpleStringSchema(), 2, Duration.ofMillis(1), Duration.ofSeconds(30), metrics);
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
