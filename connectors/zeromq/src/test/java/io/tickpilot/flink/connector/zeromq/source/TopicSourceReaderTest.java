package io.tickpilot.flink.connector.zeromq.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tickpilot.flink.connector.zeromq.PatientPublisher;
import io.tickpilot.flink.connector.zeromq.ZeroMqDeserializationSchema;
import io.tickpilot.flink.connector.zeromq.ZeroMqMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.testutils.source.reader.TestingReaderContext;
import org.apache.flink.connector.testutils.source.reader.TestingReaderOutput;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

class TopicSourceReaderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private MetricListener metrics = new MetricListener();
    private final TestingReaderOutput<String> output = new TestingReaderOutput<>();

    @Test
    void waitsOnOneFutureUntilItHasATopic() throws Exception {
        try (PatientPublisher publisher = new PatientPublisher();
                SourceReader<String, TopicSplit> reader = reader(builder(publisher))) {
            var available = reader.isAvailable();
            assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
            assertThat(reader.isAvailable()).isSameAs(available).isNotDone();

            reader.addSplits(List.of(split("a")));

            assertThat(available).isDone();
            assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
        }
    }

    @Test
    void handsAllFramesAndTheTopicToTheSchema() throws Exception {
        try (PatientPublisher publisher = new PatientPublisher();
                SourceReader<String, TopicSplit> reader =
                        reader(builder(publisher).setSchema(new Framed()))) {
            reader.addSplits(List.of(split("a")));
            publisher.publish("a", "1");

            awaitRecords(reader, 1);

            assertThat(output.getEmittedRecords()).containsExactly("a|a|1");
        }
    }

    @Test
    void countsWhatIsMalformedAndGoesOn() throws Exception {
        try (PatientPublisher publisher = new PatientPublisher();
                SourceReader<String, TopicSplit> reader =
                        reader(builder(publisher).setSchema(new Framed()))) {
            reader.addSplits(List.of(split("a")));
            publisher.publish("a", "bad");
            publisher.publish("a", "2");

            awaitRecords(reader, 1);

            assertThat(output.getEmittedRecords()).containsExactly("a|a|2");
            assertThat(counter("numRecordsInErrors").getCount()).isEqualTo(1);
        }
    }

    @Test
    void countsWhatWasMissedAcrossARestart() throws Exception {
        try (PatientPublisher publisher = new PatientPublisher()) {
            ZeroMqSourceBuilder<String> builder = builder(publisher)
                    .setSequenceExtractor(
                            message -> Long.parseLong(new String(message.value(), StandardCharsets.UTF_8)));
            List<TopicSplit> splits;
            try (SourceReader<String, TopicSplit> reader = reader(builder)) {
                reader.addSplits(List.of(split("a")));
                List.of("7", "8").forEach(value -> publisher.publish("a", value));
                awaitRecords(reader, 2);
                splits = reader.snapshotState(1);
            }
            await().atMost(PATIENCE).until(() -> !publisher.isSubscribed("a"));
            metrics = new MetricListener();

            try (SourceReader<String, TopicSplit> reader = reader(builder)) {
                reader.addSplits(splits);
                List.of("12", "13", "13", "14").forEach(value -> publisher.publish("a", value));
                awaitRecords(reader, 6);

                assertThat(reader.snapshotState(2)).containsExactly(new TopicSplit("a", 15));
            }

            assertThat(splits).containsExactly(new TopicSplit("a", 9));
            assertThat(counter("messagesMissed").getCount()).isEqualTo(3);
            assertThat(counter("sequenceStepsBack").getCount()).isEqualTo(1);
        }
    }

    @Test
    void endsABoundedTopicAtItsLastRecordAndThenTheInput() throws Exception {
        try (PatientPublisher publisher = new PatientPublisher();
                SourceReader<String, TopicSplit> reader =
                        reader(builder(publisher).setBounded("end"::equals))) {
            reader.addSplits(List.of(split("a"), split("b")));
            reader.notifyNoMoreSplits();
            List.of("1", "end", "after").forEach(value -> publisher.publish("a", value));
            awaitRecords(reader, 1);
            await().atMost(PATIENCE).pollInSameThread().until(() -> {
                reader.pollNext(output);
                return reader.snapshotState(1).size() == 1;
            });
            publisher.publish("b", "end");

            await().atMost(PATIENCE)
                    .pollInSameThread()
                    .until(() -> reader.pollNext(output) == InputStatus.END_OF_INPUT);

            assertThat(output.getEmittedRecords()).containsExactly("1");
        }
    }

    @Test
    void leavesATopicThatIsNoLongerConfigured() throws Exception {
        try (PatientPublisher publisher = new PatientPublisher();
                SourceReader<String, TopicSplit> reader = reader(builder(publisher))) {
            reader.addSplits(List.of(split("gone"), split("a")));

            assertThat(reader.snapshotState(1)).containsExactly(split("a"));
        }
    }

    @Test
    void refusesTopicsThatBeginEachOther() {
        var builder = ZeroMqSource.<String>builder()
                .addEndpoint("tcp://127.0.0.1:1")
                .setValueSchema(new SimpleStringSchema())
                .setTopics("EURUSD", "GBP", "EUR");

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("topic must not be the beginning of another: EUR EURUSD");
    }

    /** Topics that surround each other in the order of bytes, and messages that belong to none. */
    @Test
    void findsTheTopicOfEachMessage() throws Exception {
        try (PatientPublisher publisher = new PatientPublisher();
                SourceReader<String, TopicSplit> reader = reader(
                        builder(publisher).setTopics("b", "a", "ca", "é", "cb").setSchema(new Framed()))) {
            reader.addSplits(List.of(split("b"), split("ca"), split("é"), split("cb")));
            List.of("b", "ca", "cb", "é").forEach(topic -> publisher.publish(topic, "x"));

            awaitRecords(reader, 4);

            assertThat(output.getEmittedRecords()).containsExactlyInAnyOrder("b|b|x", "ca|ca|x", "cb|cb|x", "é|é|x");
        }
    }

    private static TopicSplit split(String topic) {
        return new TopicSplit(topic, TopicSplit.UNKNOWN);
    }

    private static ZeroMqSourceBuilder<String> builder(PatientPublisher publisher) {
        return ZeroMqSource.<String>builder()
                .addEndpoint(publisher.endpoint())
                .setTopics("a", "b")
                .setValueSchema(new SimpleStringSchema());
    }

    private SourceReader<String, TopicSplit> reader(ZeroMqSourceBuilder<String> builder) throws Exception {
        var group = InternalSourceReaderMetricGroup.mock(metrics.getMetricGroup());
        return builder.build().createReader(new TestingReaderContext(new Configuration(), group));
    }

    private Counter counter(String name) {
        return metrics.getCounter(name).orElseThrow();
    }

    private void awaitRecords(SourceReader<String, TopicSplit> reader, int count) {
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            reader.pollNext(output);
            return output.getEmittedRecords().size() == count;
        });
    }

    /** Emits the topic and all frames. */
    private static final class Framed implements ZeroMqDeserializationSchema<String> {
        @Override
        public void deserialize(ZeroMqMessage message, Collector<String> out) throws IOException {
            if (Arrays.equals(message.value(), new byte[] {'b', 'a', 'd'})) {
                throw new IOException("malformed");
            }
            StringBuilder text = new StringBuilder(message.topic());
            message.frames().forEach(frame -> text.append('|').append(new String(frame, StandardCharsets.UTF_8)));
            out.collect(text.toString());
        }

        @Override
        public TypeInformation<String> getProducedType() {
            return Types.STRING;
        }
    }
}
