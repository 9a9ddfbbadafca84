package io.tickpilot.flink.connector.zeromq.source;

import java.net.URL;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.tuple.Tuple2;
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

/** Flink's suite over the journaled source. The three cases that want a bounded source skip: the log has no end. */
class ZeroMqJournaledSourceSuiteTest extends SourceTestSuiteBase<Tuple2<String, Long>> {
    @TestSemantics
    CheckpointingMode[] semantics = {CheckpointingMode.EXACTLY_ONCE};

    @TestEnv
    MiniClusterTestEnvironment cluster = new MiniClusterTestEnvironment();

    @TestContext
    ExternalContextFactory<Log> logs = Log::new;

    /** A split of the suite is one key's partition. */
    static final class Log implements DataStreamSourceExternalContext<Tuple2<String, Long>> {
        private static final List<String> KEYS = IntStream.range(0, TestLog.PARTITIONS)
                .mapToObj(partition -> TestRecord.keysOf(partition, TestLog.PARTITIONS))
                .filter(keys -> !keys.isEmpty())
                .map(keys -> keys.get(0))
                .toList();

        private final TestLog log;
        private int writers;

        Log(String test) {
            log = new TestLog(test);
        }

        @Override
        public Source<Tuple2<String, Long>, ?, ?> createSource(TestingSourceSettings settings) {
            if (settings.getBoundedness() == Boundedness.BOUNDED) {
                throw new UnsupportedOperationException("the log has no end");
            }
            return ZeroMqJournaledSource.<Tuple2<String, Long>>builder()
                    .setJournal(log.journal())
                    .setSchema(new TestRecord.Schema())
                    .setMaxParallelism(TestLog.PARTITIONS)
                    .addLiveEndpoint(log.endpoint())
                    .build();
        }

        @Override
        public ExternalSystemSplitDataWriter<Tuple2<String, Long>> createSourceSplitDataWriter(
                TestingSourceSettings settings) {
            String key = KEYS.get(writers++);
            return new ExternalSystemSplitDataWriter<>() {
                @Override
                public void writeRecords(List<Tuple2<String, Long>> records) {
                    records.forEach(record -> log.event(key, record.f1));
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public List<Tuple2<String, Long>> generateTestData(TestingSourceSettings settings, int split, long seed) {
            return new Random(seed)
                    .longs(50)
                    .mapToObj(value -> Tuple2.of(KEYS.get(split), value))
                    .toList();
        }

        @Override
        public TypeInformation<Tuple2<String, Long>> getProducedType() {
            return new TestRecord.Schema().producedType();
        }

        @Override
        public List<URL> getConnectorJarPaths() {
            return List.of();
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
