package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final AtomicInteger woken = new AtomicInteger();
    private final Journal journal = new Journal(kafka, woken::incrementAndGet);

    @Test
    void theFirstFailureIsFinal() {
        append(5);
        append(6);
        append(7);

        kafka.completeNext();
        kafka.errorNext(new TimeoutException("gone"));
        kafka.completeNext();
        append(8);

        assertThat(journal.failure()).hasMessage("gone");
        assertThat(woken).hasValue(1);
        assertThat(kafka.history()).hasSize(3);
    }

    @Test
    void aDeadLetterThatIsLostDoesNotStopTheLog() {
        journal.deadLetter(new byte[] {1});
        kafka.errorNext(new TimeoutException("gone"));

        assertThat(journal.failure()).isNull();
    }

    private void append(long sequence) {
        JournalRecord record = new JournalRecord.Entry(
                new SequencedEvent(0, 1, sequence, 1, 1, new Tick("X", 1, 1, 1, 0, 0, "s", sequence)));
        journal.append(record, WireCodec.encode(record));
    }
}
