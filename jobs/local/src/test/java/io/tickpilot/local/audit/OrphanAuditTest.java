package io.tickpilot.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.embedded.EmbeddedKafka;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bridge of epoch 1 published 11 and 12, journaled 11 and died; epoch 2 goes on. */
class OrphanAuditTest {
    private static final int PARTITIONS = 4;
    private static final int PARTITION = 2;

    @Test
    void namesWhatWasDecidedOnEventsThatWereLost(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            Topics.ensure(kafka.bootstrap(), PARTITIONS);
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", kafka.bootstrap()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                for (JournalRecord record : List.of(
                        new JournalRecord.FenceMark(PARTITION, 1, 10, 0),
                        tick(1, 11),
                        new JournalRecord.FenceMark(PARTITION, 2, 12, 0),
                        tick(1, 12),
                        tick(2, 13))) {
                    producer.send(new ProducerRecord<>(Topics.JOURNAL, PARTITION, null, WireCodec.encode(record)));
                }
                for (Decision decision : List.of(
                        decision(1, 9),
                        decision(1, 11),
                        decision(1, 12),
                        decision(1, 12),
                        decision(2, 13),
                        decision(2, 14))) {
                    producer.send(new ProducerRecord<>(Topics.DECISIONS, WireCodec.encode(decision)));
                }
                producer.send(new ProducerRecord<>(Topics.DECISIONS, new byte[] {-1}));
            }

            OrphanAudit audit = OrphanAudit.run(kafka.bootstrap());

            assertThat(audit.decisions()).isEqualTo(5);
            assertThat(audit.orphans()).containsExactly(decision(1, 12));
            assertThat(audit.unknown()).as("older than the journal, and newer").isEqualTo(2);
            assertThat(audit.undecodable()).isEqualTo(1);
        }
    }

    private static JournalRecord tick(int epoch, long sequence) {
        return new JournalRecord.Entry(new SequencedEvent(
                PARTITION, epoch, sequence, 0, 0, new Tick("EURUSD", 1, 1.1, 1.2, 0, 0, "feed", sequence)));
    }

    private static Decision decision(int epoch, long sequence) {
        return new Decision(
                "scalper",
                "EURUSD",
                "feed:" + sequence,
                PARTITION,
                epoch,
                sequence,
                0,
                0,
                1.1,
                1.2,
                0.001,
                7,
                List.of(),
                0.2,
                0.5,
                0.3,
                Decision.Direction.HOLD,
                0.5,
                Decision.Outcome.HELD,
                List.of(),
                "",
                null);
    }
}
