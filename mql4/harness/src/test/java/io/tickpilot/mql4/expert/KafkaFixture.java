package io.tickpilot.mql4.expert;

import io.tickpilot.bridge.TestKafka;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share one Kafka, and with it one journal, for the length of their class. */
abstract class KafkaFixture {
    private static TestKafka kafka;

    @BeforeAll
    static void startKafka(@TempDir Path directory) throws Exception {
        kafka = TestKafka.start(directory);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    static TestKafka kafka() {
        return kafka;
    }
}
