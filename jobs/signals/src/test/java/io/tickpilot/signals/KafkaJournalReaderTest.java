package io.tickpilot.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tickpilot.bridge.TestKafka;
import io.tickpilot.bridge.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaJournalReaderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static TestKafka kafka;

    @BeforeAll
    static void writeTenRecordsAndForgetThree() throws Exception {
        kafka = TestKafka.start(folder);
        Topics.ensure(kafka.bootstrap(), 2);
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrap());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte i = 0; i < 10; i++) {
                producer.send(new ProducerRecord<>(Topics.JOURNAL, 1, new byte[0], new byte[] {i}))
                        .get();
            }
        }
        try (Admin admin = Admin.create(config)) {
            admin.deleteRecords(Map.of(new TopicPartition(Topics.JOURNAL, 1), RecordsToDelete.beforeOffset(3)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void readsFromAPositionAndKnowsTheEnd() {
        assertThat(readFrom(7)).containsExactly(7L, 8L, 9L);
        try (KafkaJournalReader reader = new KafkaJournalReader(kafka.bootstrap(), Topics.JOURNAL)) {
            assertThat(reader.endPositions(Set.of(0, 1))).containsEntry(0, 0L).containsEntry(1, 10L);
        }
    }

    @Test
    void goesOnFromTheOldestRecordKept() {
        assertThat(readFrom(0)).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void refusesAPositionBehindTheEnd() {
        assertThatThrownBy(() -> readFrom(500))
                .hasMessage("journal ends before the position of the state: partition=journal-1 position=500");
    }

    private static List<Long> readFrom(long position) {
        List<Long> positions = new ArrayList<>();
        try (KafkaJournalReader reader = new KafkaJournalReader(kafka.bootstrap(), Topics.JOURNAL)) {
            reader.assign(Set.of(1));
            reader.seek(1, position);
            await().pollInSameThread().atMost(PATIENCE).until(() -> {
                reader.poll(Duration.ofMillis(5), (partition, at, bytes) -> {
                    assertThat(bytes[0]).isEqualTo((byte) at);
                    positions.add(at);
                });
                return positions.contains(9L);
            });
        }
        return positions;
    }
}
