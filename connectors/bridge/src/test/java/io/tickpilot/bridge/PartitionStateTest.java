package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.proto.SavedPartition;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartitionStateTest {
    private final PartitionState state = PartitionState.empty(3);

    @Test
    void knowsWhatCountsAndNothingElse() {
        take(new JournalRecord.FenceMark(3, 2, 0, 50));
        assertThat(take(entry(2, 1, 7, 60))).isTrue();
        assertThat(take(entry(1, 2, 8, 70))).isFalse();

        assertThat(state.position()).isEqualTo(3);
        assertThat(state.next()).isEqualTo(2);
        assertThat(state.logTimeMicros()).isEqualTo(60);
        assertThat(state.senders().add(tick(7))).isFalse();
        assertThat(state.senders().add(tick(8))).isTrue();
    }

    @Test
    void aJournalThatWasCutIsBelievedFromItsOldestRecordOn() {
        take(new JournalRecord.FenceMark(3, 2, 0, 0));

        assertThat(state.take(entry(4, 90, 1, 0), 100)).isTrue();
        assertThat(state.take(entry(3, 91, 2, 0), 101)).isFalse();

        assertThat(state.epoch()).isEqualTo(4);
        assertThat(state.next()).isEqualTo(91);
    }

    @Test
    void whatNobodyCanReadIsPassedOver() {
        take(new JournalRecord.FenceMark(3, 2, 0, 0));
        state.skip(1);

        assertThat(take(entry(2, 1, 1, 0))).isTrue();
        assertThat(state.position()).isEqualTo(3);
    }

    @Test
    void goesOnAfterBeingSavedAsIfItHadNot() throws Exception {
        Random random = new Random(5);
        take(new JournalRecord.FenceMark(3, 2, 0, 0));
        long sequence = 1;
        for (int i = 0; i < 20_000; i++) {
            sequence += take(entry(2, sequence, random.nextInt(100_000) - 10_000, i)) ? 1 : 0;
        }

        SavedPartition saved = SavedPartition.parseFrom(state.toWire("journal").toByteArray());
        PartitionState restored = PartitionState.fromWire(saved);

        assertThat(saved.getJournal()).isEqualTo("journal");
        assertThat(restored.toWire("journal")).isEqualTo(saved);
        assertThat(restored.position()).isEqualTo(state.position());
        for (int i = 0; i < 100_000; i++) {
            Tick tick = tick(random.nextInt(120_000) - 20_000);
            assertThat(restored.senders().add(tick)).isEqualTo(state.senders().add(tick));
        }
    }

    @Test
    void aCopyGoesItsOwnWay() {
        take(new JournalRecord.FenceMark(3, 2, 0, 0));
        PartitionState copy = state.copy();

        take(entry(2, 1, 1, 0));

        assertThat(copy.next()).isEqualTo(1);
        assertThat(copy.senders().add(tick(1))).isTrue();
    }

    private boolean take(JournalRecord record) {
        return state.take(record, state.position());
    }

    private static JournalRecord entry(int epoch, long sequence, long sourceSequence, long logTimeMicros) {
        return new JournalRecord.Entry(new SequencedEvent(3, epoch, sequence, logTimeMicros, 0, tick(sourceSequence)));
    }

    private static Tick tick(long sourceSequence) {
        return new Tick("EURUSD", 1, 1, 1, 0, 0, "test", sourceSequence);
    }
}
