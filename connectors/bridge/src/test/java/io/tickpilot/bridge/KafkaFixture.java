package io.tickpilot.bridge;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share one Kafka, and with it one journal, for the length of their class. */
public abstract class KafkaFixture {
    private static TestKafka kafka;

    @BeforeAll
    static void startKafka(@TempDir Path directory) throws Exception {
        kafka = TestKafka.start(directory);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    protected static TestKafka kafka() {
        return kafka;
    }
}
