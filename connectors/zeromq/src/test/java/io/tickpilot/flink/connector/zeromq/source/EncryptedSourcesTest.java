package io.tickpilot.flink.connector.zeromq.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickpilot.flink.connector.zeromq.CurveKeys;
import io.tickpilot.flink.connector.zeromq.PatientPublisher;
import io.tickpilot.flink.connector.zeromq.TestKeys;
import io.tickpilot.flink.connector.zeromq.internal.SocketSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.testutils.source.reader.TestingReaderContext;
import org.apache.flink.connector.testutils.source.reader.TestingReaderOutput;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZAuth;
import org.zeromq.ZCert;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class EncryptedSourcesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestKeys keys = new TestKeys();
    private final MetricListener metrics = new MetricListener();
    private final TestingReaderOutput<String> output = new TestingReaderOutput<>();

    @Test
    void readsAnEncryptedPublisherWithItsKey() throws Exception {
        try (PatientPublisher publisher = new PatientPublisher("", keys::serve);
                SourceReader<String, TopicSplit> reader = reader(publisher, keys.ofClient())) {
            publisher.publish("a", "secret");

            awaitRecords(reader, 1);

            assertThat(output.getEmittedRecords()).containsExactly("secret");
        }
    }

    @Test
    void isRefusedWithAnotherServersKey() throws Exception {
        try (PatientPublisher publisher = new PatientPublisher("", keys::serve);
                SourceReader<String, TopicSplit> mistaken = reader(publisher, keys.ofMistakenClient())) {
            publisher.publish("a", "secret");

            awaitRefusals(mistaken);

            assertThat(output.getEmittedRecords()).isEmpty();
            assertThat(publisher.isSubscribed("a")).isFalse();
        }
    }

    @Test
    void isRefusedWithoutAKey() throws Exception {
        try (PatientPublisher publisher = new PatientPublisher("", keys::serve);
                SourceReader<String, TopicSplit> open = reader(publisher, null)) {
            publisher.publish("a", "secret");

            awaitRefusals(open);

            assertThat(output.getEmittedRecords()).isEmpty();
            assertThat(publisher.isSubscribed("a")).isFalse();
        }
    }

    /** JeroMQ would not try again by itself. */
    @Test
    void comesBackWhenThePublisherGetsTheRightKeys() throws Exception {
        PatientPublisher mistaken = new PatientPublisher("", new TestKeys()::serve);
        String endpoint = mistaken.endpoint();
        try (SourceReader<String, TopicSplit> reader = reader(endpoint, keys.ofClient())) {
            awaitRefusals(reader);
            mistaken.close();
            try (PatientPublisher right = new PatientPublisher("", keys::serve, endpoint)) {
                right.publish("a", "secret");

                awaitRecords(reader, 1);
            }
        }
    }

    /** A server that lists its clients. */
    @Test
    void isRefusedWhenTheServerDoesNotListItsKey(@TempDir Path listed) throws Exception {
        ZCert known = new ZCert();
        known.savePublic(listed.resolve("known.cert").toString());
        ZCert unknown = new ZCert();
        CurveKeys server = keys.ofServer();
        try (ZContext context = new ZContext();
                ZAuth auth = new ZAuth(context).configureCurve(listed.toString());
                ZMQ.Socket socket = context.createSocket(SocketType.XPUB)) {
            keys.serve(socket);
            socket.setReceiveTimeOut(60_000);
            socket.bind("tcp://127.0.0.1:*");
            String endpoint = socket.getLastEndpoint();

            try (SourceReader<String, TopicSplit> stranger = reader(endpoint, client(server, unknown))) {
                awaitRefusals(stranger);
                assertThat(socket.recv(ZMQ.DONTWAIT)).isNull();
            }
            try (SourceReader<String, TopicSplit> friend = reader(endpoint, client(server, known))) {
                assertThat(socket.recv()).containsExactly(1, 'a');
                socket.sendMore("a");
                socket.send("secret");
                awaitRecords(friend, 1);
            }
        }
    }

    @Test
    void readsAnEncryptedFastCopyWithItsKeyAlone() {
        try (TestLog log = new TestLog("encrypted", keys::serve);
                LiveCopy right = new LiveCopy(settings(log.endpoint(), keys.ofClient()));
                LiveCopy wrong = new LiveCopy(settings(log.endpoint(), keys.ofMistakenClient()))) {
            right.subscribe(3);
            wrong.subscribe(3);

            await().atMost(PATIENCE).pollInSameThread().until(() -> {
                log.clocks();
                return right.receive() != null;
            });

            assertThat(wrong.receive()).isNull();
        }
    }

    private static CurveKeys client(CurveKeys server, ZCert cert) {
        return CurveKeys.ofClient(server.publicKey(), cert.getPublicKeyAsZ85(), cert.getSecretKeyAsZ85());
    }

    private static SocketSettings settings(String endpoint, CurveKeys curve) {
        return new SocketSettings(List.of(endpoint), false, 1_000, Duration.ofMillis(1), curve);
    }

    private SourceReader<String, TopicSplit> reader(PatientPublisher publisher, CurveKeys curve) throws Exception {
        return reader(publisher.endpoint(), curve);
    }

    private SourceReader<String, TopicSplit> reader(String endpoint, CurveKeys curve) throws Exception {
        ZeroMqSourceBuilder<String> builder = ZeroMqSource.<String>builder()
                .addEndpoint(endpoint)
                .setTopics("a")
                .setValueSchema(new SimpleStringSchema());
        if (curve != null) {
            builder.setCurve(curve);
        }
        var group = InternalSourceReaderMetricGroup.mock(metrics.getMetricGroup());
        var reader = builder.build().createReader(new TestingReaderContext(new Configuration(), group));
        reader.addSplits(List.of(new TopicSplit("a", TopicSplit.UNKNOWN)));
        return reader;
    }

    private void awaitRecords(SourceReader<String, TopicSplit> reader, int count) {
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            reader.pollNext(output);
            return output.getEmittedRecords().size() == count;
        });
    }

    /** A refusal shows as a connection that comes and goes. */
    private void awaitRefusals(SourceReader<String, TopicSplit> reader) {
        Gauge<Long> disconnects = metrics.<Long>getGauge("disconnects").orElseThrow();
        long before = disconnects.getValue();
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            reader.pollNext(output);
            return disconnects.getValue() > before + 1;
        });
    }
}
