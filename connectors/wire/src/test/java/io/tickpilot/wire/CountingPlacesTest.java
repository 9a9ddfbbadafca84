package io.tickpilot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountingPlacesTest {
    private final CountingPlaces places = new CountingPlaces();

    @Test
    void whatAFencePassedOverOrMadeVoidDoesNotCount() {
        fence(1, 10);
        clock(1, 11);
        clock(1, 12);
        fence(2, 13);
        clock(1, 13);
        clock(2, 14);

        assertThat(places.counts(3, 1, 12)).isTrue();
        assertThat(places.counts(3, 1, 13)).as("came after the fence").isFalse();
        assertThat(places.counts(3, 1, 14)).as("never came").isFalse();
        assertThat(places.counts(3, 2, 14)).isTrue();
        assertThat(places.reaches(3, 1, 14)).isTrue();
        assertThat(places.reaches(3, 2, 15)).as("may still come").isFalse();
        assertThat(places.precedes(3, 1, 9)).isTrue();
        assertThat(places.precedes(3, 1, 11)).isFalse();
        assertThat(places.precedes(4, 2, 14)).as("another partition").isTrue();
    }

    private void fence(int epoch, long sequence) {
        places.take(new JournalRecord.FenceMark(3, epoch, sequence, 0));
    }

    private void clock(int epoch, long sequence) {
        places.take(new JournalRecord.ClockMark(3, epoch, sequence, 0, 0, 0, 0));
    }
}
