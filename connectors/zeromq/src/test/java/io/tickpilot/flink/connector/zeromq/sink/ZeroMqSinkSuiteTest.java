package io.tickpilot.flink.connector.zeromq.sink;

import io.tickpilot.flink.connector.zeromq.internal.ContextCloser;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.testframe.environment.MiniClusterTestEnvironment;
import org.apache.flink.connector.testframe.external.ExternalContextFactory;
import org.apache.flink.connector.testframe.external.ExternalSystemDataReader;
import org.apache.flink.connector.testframe.external.sink.DataStreamSinkV2ExternalContext;
import org.apache.flink.connector.testframe.external.sink.TestingSinkSettings;
import org.apache.flink.connector.testframe.junit.annotations.TestContext;
import org.apache.flink.connector.testframe.junit.annotations.TestEnv;
import org.apache.flink.connector.testframe.junit.annotations.TestSemantics;
import org.apache.flink.connector.testframe.testsuites.SinkTestSuiteBase;
import org.apache.flink.core.execution.CheckpointingMode;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Flink's suite over the pushing sink. It passes because the suite stops jobs by savepoint only and the peer stays; that
 * is no guarantee: a sink over ZeroMQ gives none beyond at most once.
 */
class ZeroMqSinkSuiteTest extends SinkTestSuiteBase<String> {
    @TestSemantics
    CheckpointingMode[] semantics = {CheckpointingMode.AT_LEAST_ONCE};

    @TestEnv
    MiniClusterTestEnvironment cluster = new MiniClusterTestEnvironment();

    @TestContext
    ExternalContextFactory<Puller> pullers = test -> new Puller();

    /** Receives everything from the start. */
    static final class Puller implements DataStreamSinkV2ExternalContext<String> {
        private final ZContext context = new ZContext();
        private final ZMQ.Socket socket = context.createSocket(SocketType.PULL);
        private final List<String> received = new CopyOnWriteArrayList<>();
        private final Thread thread = new Thread(this::run, "puller");
        private final String endpoint;
        private volatile boolean closing;

        Puller() {
            socket.setReceiveTimeOut(5);
            socket.bind("tcp://127.0.0.1:*");
            endpoint = socket.getLastEndpoint();
            thread.setDaemon(true);
            thread.start();
        }

        private void run() {
            while (!closing) {
                byte[] frame = socket.recv();
                if (frame != null) {
                    received.add(new String(frame, StandardCharsets.UTF_8));
                }
            }
        }

        @Override
        public Sink<String> createSink(TestingSinkSettings settings) {
            return ZeroMqSink.<String>builder()
                    .setEndpoint(endpoint)
                    .setSchema(new SimpleStringSchema())
                    .build();
        }

        /** Reads from the first record on. */
        @Override
        public ExternalSystemDataReader<String> createSinkDataReader(TestingSinkSettings settings) {
            return new ExternalSystemDataReader<>() {
                private int read;

                @Override
                public List<String> poll(Duration timeout) {
                    long deadline = System.nanoTime() + timeout.toNanos();
                    while (received.size() == read && System.nanoTime() < deadline) {
                        LockSupport.parkNanos(1_000_000);
                    }
                    List<String> rest = List.copyOf(received.subList(read, received.size()));
                    read += rest.size();
                    return rest;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public List<String> generateTestData(TestingSinkSettings settings, long seed) {
            return new Random(seed).longs(100).mapToObj(Long::toString).toList();
        }

        @Override
        public TypeInformation<String> getProducedType() {
            return Types.STRING;
        }

        @Override
        public List<URL> getConnectorJarPaths() {
            return List.of();
        }

        @Override
        public void close() throws InterruptedException {
            closing = true;
            thread.join();
            ContextCloser.close(context);
        }
    }
}
