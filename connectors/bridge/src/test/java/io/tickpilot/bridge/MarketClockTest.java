package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarketClockTest {
    private static final long DAY = 86_400_000_000L;

    @Test
    void aFollowingClockIsAsLateAsTheLatestTick() {
        MarketClock clock = MarketClock.following();

        clock.observe(10 * DAY);
        clock.observe(9 * DAY);

        assertThat(clock.micros()).isEqualTo(10 * DAY);
    }

    @Test
    void oneBrokenStampDoesNotStopTheClockForYears() {
        MarketClock clock = MarketClock.following();
        clock.observe(10 * DAY);

        clock.observe(9_000 * DAY);
        clock.observe(10 * DAY + 1);

        assertThat(clock.micros()).isEqualTo(10 * DAY + 1);
    }

    @Test
    void aLeapThatTheNextTickConfirmsIsFollowed() {
        MarketClock clock = MarketClock.following();
        clock.observe(10 * DAY);

        clock.observe(20 * DAY);
        clock.observe(20 * DAY + 5);

        assertThat(clock.micros()).isEqualTo(20 * DAY + 5);
    }

    @Test
    void aSetClockNeverFalls() {
        MarketClock.Settable clock = MarketClock.settable(5);

        clock.advanceTo(9);
        clock.advanceTo(7);

        assertThat(clock.micros()).isEqualTo(9);
        assertThat(MarketClock.system().micros()).isGreaterThan(1_700_000_000_000_000L);
    }
}
