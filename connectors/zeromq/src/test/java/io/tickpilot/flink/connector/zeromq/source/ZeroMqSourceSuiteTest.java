package io.tickpilot.flink.connector.zeromq.source;

import io.tickpilot.flink.connector.zeromq.PatientPublisher;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.testframe.environment.MiniClusterTestEnvironment;
import org.apache.flink.connector.testframe.external.ExternalContextFactory;
import org.apache.flink.connector.testframe.external.ExternalSystemSplitDataWriter;
import org.apache.flink.connector.testframe.external.source.DataStreamSourceExternalContext;
import org.apache.flink.connector.testframe.external.source.TestingSourceSettings;
import org.apache.flink.connector.testframe.junit.annotations.TestContext;
import org.apache.flink.connector.testframe.junit.annotations.TestEnv;
import org.apache.flink.connector.testframe.junit.annotations.TestSemantics;
import org.apache.flink.connector.testframe.testsuites.SourceTestSuiteBase;
import org.apache.flink.core.execution.CheckpointingMode;

/**
 * Flink's suite over the plain source. All of it passes, restarts included, because the suite never stops a job with
 * messages under way and the publisher here keeps what nobody subscribes to; what a real publisher sends meanwhile is
 * lost, see {@code TopicSourceReaderTest}.
 */
class ZeroMqSourceSuiteTest extends SourceTestSuiteBase<String> {
    @TestSemantics
    CheckpointingMode[] semantics = {CheckpointingMode.EXACTLY_ONCE};

    @TestEnv
    MiniClusterTestEnvironment cluster = new MiniClusterTestEnvironment();

    @TestContext
    ExternalContextFactory<Publisher> publishers = test -> new Publisher();

    /** Four topics, as many as the suite uses at most. */
    static final class Publisher implements DataStreamSourceExternalContext<String> {
        private static final String END = "end";
        private static final List<String> TOPICS = List.of("a", "b", "c", "d");

        private final List<PatientPublisher> opened = new ArrayList<>();
        private int writers;

        @Override
        public Source<String, ?, ?> createSource(TestingSourceSettings settings) {
            ZeroMqSourceBuilder<String> builder = ZeroMqSource.<String>builder()
                    .addEndpoint(publisher(settings).endpoint())
                    .setTopics(TOPICS)
                    .setValueSchema(new SimpleStringSchema());
            if (settings.getBoundedness() == Boundedness.BOUNDED) {
                builder.setBounded(END::equals);
            }
            return builder.build();
        }

        private PatientPublisher publisher(TestingSourceSettings settings) {
            if (opened.isEmpty()) {
                boolean bounded = settings.getBoundedness() == Boundedness.BOUNDED;
                opened.add(new PatientPublisher(bounded ? END : "", socket -> {}));
            }
            return opened.get(0);
        }

        @Override
        public ExternalSystemSplitDataWriter<String> createSourceSplitDataWriter(TestingSourceSettings settings) {
            String topic = TOPICS.get(writers++);
            PatientPublisher publisher = publisher(settings);
            return new ExternalSystemSplitDataWriter<>() {
                @Override
                public void writeRecords(List<String> records) {
                    records.forEach(record -> publisher.publish(topic, record));
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public List<String> generateTestData(TestingSourceSettings settings, int split, long seed) {
            Random random = new Random(seed);
            return random.longs(50).mapToObj(value -> split + ":" + value).toList();
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
        public void close() {
            opened.forEach(PatientPublisher::close);
        }
    }
}
