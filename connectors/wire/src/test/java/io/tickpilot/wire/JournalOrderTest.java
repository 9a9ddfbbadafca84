package io.tickpilot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JournalOrderTest {
    private final JournalOrder order = JournalOrder.goingOn(1, 5);

    @Test
    void takesOneAfterTheOther() {
        assertThat(order.take(clock(1, 5))).isTrue();
        assertThat(order.take(clock(1, 6))).isTrue();
        assertThat(order.take(clock(1, 6))).isFalse();
        assertThat(order.next()).isEqualTo(7);
    }

    @Test
    void aFenceVoidsLowerEpochsBehindIt() {
        assertThat(order.take(fence(3, 5))).isTrue();
        assertThat(order.take(clock(1, 5))).isFalse();
        assertThat(order.take(clock(1, 6))).isFalse();
        assertThat(order.take(fence(2, 6))).isFalse();
        assertThat(order.take(clock(2, 6))).isFalse();
        assertThat(order.take(clock(3, 6))).isTrue();
        assertThat(order.epoch()).isEqualTo(3);
        assertThat(order.next()).isEqualTo(7);
    }

    @Test
    void aMissingNumberVoidsWhatFollowsUntilTheNextFence() {
        assertThat(order.take(clock(1, 6))).isFalse();
        assertThat(order.take(clock(1, 7))).isFalse();
        assertThat(order.take(fence(2, 5))).isTrue();
        assertThat(order.take(clock(2, 6))).isTrue();
    }

    @Test
    void aFenceWhoseNumberIsTakenAlreadyLeadsNotBack() {
        order.take(clock(1, 5));
        order.take(clock(1, 6));

        assertThat(order.take(fence(2, 5))).isTrue();
        assertThat(order.take(clock(2, 6))).isFalse();
        assertThat(order.take(clock(2, 7))).isTrue();
    }

    @Test
    void anEpochWithoutItsFenceIsVoid() {
        assertThat(order.take(clock(2, 5))).isFalse();
        assertThat(order.epoch()).isEqualTo(1);
    }

    @Test
    void theOldestRecordIsBelieved() {
        JournalOrder trimmed = JournalOrder.fromOldest();
        assertThat(trimmed.next()).isZero();
        assertThat(trimmed.epoch()).isZero();

        assertThat(trimmed.take(clock(4, 90))).isTrue();
        assertThat(trimmed.take(clock(4, 91))).isTrue();
        assertThat(trimmed.take(clock(3, 92))).isFalse();
    }

    @Test
    void theOldestRecordIsBelievedNoMoreOnceAHigherEpochShows() {
        JournalOrder trimmed = JournalOrder.fromOldest();
        assertThat(trimmed.take(clock(3, 95))).isTrue();

        assertThat(trimmed.take(clock(4, 90))).isTrue();
        assertThat(trimmed.take(clock(3, 96))).isFalse();
        assertThat(trimmed.take(clock(4, 91))).isTrue();
        assertThat(trimmed.take(fence(5, 92))).isTrue();
        assertThat(trimmed.take(clock(6, 93))).isFalse();
    }

    private static JournalRecord clock(int epoch, long sequence) {
        return new JournalRecord.ClockMark(3, epoch, sequence, 1, 1, 1, 0);
    }

    private static JournalRecord fence(int epoch, long sequence) {
        return new JournalRecord.FenceMark(3, epoch, sequence, 1);
    }
}
