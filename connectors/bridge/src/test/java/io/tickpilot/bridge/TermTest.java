package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.wire.JournalRecord;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TermTest {
    private final PartitionState[] states = {PartitionState.empty(0), PartitionState.empty(1)};
    private final Term term = new Term(2, 2, 2, 1_000);

    @Test
    void isOpenOnceAllItsFencesWereReadBack() throws Exception {
        read(new JournalRecord.FenceMark(0, 2, 0, 0));
        assertThat(term.awaitOpen(Duration.ZERO)).isEmpty();

        read(new JournalRecord.FenceMark(1, 2, 0, 0));

        assertThat(term.awaitOpen(Duration.ZERO))
                .extracting(PartitionState::next)
                .containsExactly(1L, 1L);
    }

    @Test
    void onlyItsOwnRecordsThatCountMoveIt() {
        read(new JournalRecord.FenceMark(0, 1, 0, 0));
        read(clock(1, 1));
        assertThat(term.journaledBelow(0)).isZero();

        read(new JournalRecord.FenceMark(0, 2, 2, 0));
        read(clock(2, 3));
        read(clock(1, 4));
        read(clock(2, 5));

        assertThat(term.journaledBelow(0)).isEqualTo(4);
    }

    @Test
    void aHigherFenceEndsItWhereverItStands() throws Exception {
        read(new JournalRecord.FenceMark(0, 2, 0, 0));
        read(new JournalRecord.FenceMark(1, 3, 0, 0));

        assertThat(term.isLost()).isTrue();
        assertThat(term.awaitOpen(Duration.ofDays(1))).isEmpty();

        read(new JournalRecord.FenceMark(1, 2, 1, 0));
        assertThat(term.journaledBelow(1)).isZero();
    }

    @Test
    void tellsHowLongItHasNotHeardItself() {
        read(new JournalRecord.FenceMark(0, 2, 0, 0));
        assertThat(term.silentNanos(5_500)).isEqualTo(3_500);

        read(clock(1, 1));
        assertThat(term.silentNanos(5_500)).isEqualTo(3_500);
    }

    private void read(JournalRecord record) {
        PartitionState state = states[record.partition()];
        boolean counts = state.take(record, state.position());
        term.read(record, counts, state, 2_000);
    }

    private static JournalRecord clock(int epoch, long sequence) {
        return new JournalRecord.ClockMark(0, epoch, sequence, 0, 0, 0, 0);
    }
}
