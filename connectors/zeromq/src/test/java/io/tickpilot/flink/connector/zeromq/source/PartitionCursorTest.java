package io.tickpilot.flink.connector.zeromq.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

class PartitionCursorTest {
    private static final String KEY = TestRecord.keysOf(3, TestLog.PARTITIONS).get(0);

    private final JoinCounters counters = JoinCounters.of(new UnregisteredMetricsGroup());
    private final List<Tuple2<String, Long>> emitted = new ArrayList<>();
    private final Collector<Tuple2<String, Long>> out = new ListCollector<>(emitted);

    @Test
    void readsTheJournalUntilTheLiveCopyIsNext() throws IOException {
        var cursor = cursor(0, JournalSplit.UNKNOWN, 0);

        cursor.onLive(event(1, 3), out);
        cursor.onJournal(TestRecord.fence(3, 1, 0), 0, out);
        cursor.onJournal(event(1, 1), 1, out);
        assertThat(cursor.join(out)).isFalse();
        cursor.onJournal(event(1, 2), 2, out);
        assertThat(cursor.join(out)).isTrue();
        cursor.onLive(event(1, 4), out);

        assertThat(values()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(cursor.isLive()).isTrue();
        assertThat(cursor.isVerified()).isFalse();
    }

    @Test
    void dropsWhatItHasAlreadyEmitted() throws IOException {
        var cursor = live(5);

        cursor.onLive(event(1, 4), out);
        cursor.onLive(event(1, 5), out);
        cursor.onLive(event(1, 5), out);

        assertThat(values()).containsExactly(5L);
        assertThat(counters.duplicates().getCount()).isEqualTo(2);
    }

    @Test
    void catchesUpAcrossAGapAndGoesLiveAgain() throws IOException {
        var cursor = live(5);

        assertThat(cursor.onLive(event(1, 7), out)).isTrue();
        assertThat(cursor.position()).isEqualTo(5);
        cursor.onJournal(event(1, 5), 5, out);
        cursor.onJournal(event(1, 6), 6, out);
        assertThat(cursor.join(out)).isTrue();

        assertThat(values()).containsExactly(5L, 6L, 7L);
        assertThat(counters.gaps().getCount()).isEqualTo(1);
    }

    @Test
    void forgetsWhatIsHeldBackWhenItIsTooMuchAndReadsItFromTheJournal() throws IOException {
        var cursor = cursor(1, 0, 0);
        for (int i = 2; i < 13; i++) {
            cursor.onLive(event(1, i), out);
        }
        assertThat(cursor.pending()).isEqualTo(1);

        for (int i = 0; i < 12; i++) {
            cursor.onJournal(event(1, i), i, out);
        }
        assertThat(cursor.join(out)).isTrue();

        assertThat(values()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(counters.overflows().getCount()).isEqualTo(1);
    }

    @Test
    void takesTheClocksWordForWhatTheJournalHolds() throws IOException {
        var cursor = live(5);
        cursor.onLive(event(1, 5), out);
        cursor.onLive(event(1, 6), out);
        assertThat(cursor.isVerified()).isFalse();

        cursor.onLive(TestRecord.clock(3, 1, 7, 6, 0), out);
        assertThat(cursor.position()).isEqualTo(6);
        cursor.onJournal(event(1, 6), 6, out);
        assertThat(cursor.onVerification(event(1, 6), 6)).isFalse();
        assertThat(cursor.onVerification(TestRecord.clock(3, 1, 7, 6, 0), 7)).isTrue();

        assertThat(cursor.split()).isEqualTo(new JournalSplit(3, 1, 8, 8));
        assertThat(cursor.onVerification(event(1, 8), 8)).isTrue();
        assertThat(cursor.split()).isEqualTo(new JournalSplit(3, 1, 8, 8));
    }

    @Test
    void refusesASnapshotAheadOfTheJournal() throws IOException {
        var cursor = live(5);
        cursor.onLive(event(1, 5), out);

        assertThatThrownBy(cursor::split)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("next=6");
    }

    @Test
    void rewindsWhenAnEmittedEventNeverReachedTheJournal() throws IOException {
        var cursor = live(5);
        cursor.onLive(event(1, 5), out);

        assertThat(cursor.onLive(event(2, 6), out)).isTrue();
        assertThatThrownBy(() -> cursor.onJournal(TestRecord.fence(3, 2, 5), 5, out))
                .isInstanceOf(JournalRewindException.class)
                .hasMessageContaining("from=5 below=6");
    }

    @Test
    void followsANewEpochThroughItsFence() throws IOException {
        var cursor = live(5);
        cursor.onLive(event(1, 5), out);

        assertThat(cursor.onLive(TestRecord.fence(3, 2, 6), out)).isTrue();
        cursor.onLive(event(2, 7), out);
        cursor.onJournal(event(1, 5), 5, out);
        cursor.onJournal(TestRecord.fence(3, 2, 6), 6, out);
        assertThat(cursor.join(out)).isTrue();
        cursor.onLive(event(1, 8), out);
        cursor.onLive(event(2, 8), out);

        assertThat(values()).containsExactly(5L, 7L, 8L);
        assertThat(counters.fenced().getCount()).isEqualTo(1);
    }

    @Test
    void voidsRecordsOfALowerEpochBehindAFence() throws IOException {
        var cursor = cursor(1, 5, 5);

        cursor.onJournal(TestRecord.fence(3, 2, 5), 5, out);
        cursor.onJournal(event(1, 5), 6, out);
        cursor.onJournal(event(1, 6), 7, out);
        cursor.onJournal(event(2, 6), 8, out);

        assertThat(emitted).hasSize(1);
        assertThat(cursor.split()).isEqualTo(new JournalSplit(3, 2, 7, 9));
    }

    @Test
    void acceptsAHoleThatWasLostWithItsSequencer() throws IOException {
        var cursor = cursor(1, 5, 5);

        cursor.onJournal(TestRecord.fence(3, 2, 9), 5, out);
        cursor.onJournal(event(2, 10), 6, out);

        assertThat(values()).containsExactly(10L);
        assertThat(counters.holes().getCount()).isEqualTo(1);
    }

    @Test
    void voidsWhatFollowsAMissingRecordUntilTheNextFence() throws IOException {
        var cursor = cursor(1, 5, 5);

        cursor.onJournal(event(1, 6), 5, out);
        cursor.onJournal(event(1, 7), 6, out);
        cursor.onJournal(TestRecord.fence(3, 2, 5), 7, out);
        cursor.onJournal(event(2, 6), 8, out);

        assertThat(values()).containsExactly(6L);
        assertThat(cursor.split()).isEqualTo(new JournalSplit(3, 2, 7, 9));
    }

    @Test
    void aFenceWhoseNumberIsTakenAlreadyLeadsNotBack() throws IOException {
        var cursor = cursor(1, 5, 5);

        cursor.onJournal(event(1, 5), 5, out);
        cursor.onJournal(event(1, 6), 6, out);
        cursor.onJournal(TestRecord.fence(3, 2, 5), 7, out);
        cursor.onJournal(event(2, 7), 8, out);

        assertThat(values()).containsExactly(5L, 6L, 7L);
        assertThat(cursor.split()).isEqualTo(new JournalSplit(3, 2, 8, 9));
    }

    @Test
    void refusesAJournalThatNoLongerHoldsWhatComesNext() {
        var cursor = cursor(1, 5, 5);

        assertThatThrownBy(() -> cursor.onJournal(event(1, 90), 90, out))
                .isInstanceOf(JournalRewindException.class)
                .hasMessageContaining("no longer holds");
    }

    @Test
    void refusesAnEpochWithoutItsFence() {
        var cursor = cursor(1, 5, 5);

        assertThatThrownBy(() -> cursor.onJournal(event(2, 5), 5, out)).hasMessageContaining("without its fence");
    }

    private PartitionCursor<Tuple2<String, Long>> cursor(int epoch, long next, long position) {
        return new PartitionCursor<>(new JournalSplit(3, epoch, next, position), 10, counters);
    }

    /** Live, everything below verified; positions equal sequences. */
    private PartitionCursor<Tuple2<String, Long>> live(long next) throws IOException {
        var cursor = cursor(1, next - 1, next - 1);
        cursor.onLive(TestRecord.clock(3, 1, next - 1, next - 1, 0), out);
        cursor.join(out);
        cursor.onVerification(TestRecord.clock(3, 1, next - 1, next - 1, 0), next - 1);
        assertThat(cursor.isLive()).isTrue();
        emitted.clear();
        return cursor;
    }

    private static TestRecord event(int epoch, long sequence) {
        return TestRecord.event(3, epoch, sequence, KEY, sequence);
    }

    private List<Long> values() {
        return emitted.stream().filter(e -> e.f0.equals(KEY)).map(e -> e.f1).toList();
    }
}
