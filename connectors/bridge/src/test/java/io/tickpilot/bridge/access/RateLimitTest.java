package io.tickpilot.bridge.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aSecondsWorthGoesThroughAtOnceAndThenTheRate() {
        RateLimit limit = new RateLimit(10, 1_000_000, 0);
        for (int i = 0; i < 11; i++) {
            assertThat(limit.take(1, 0)).isZero();
        }

        assertThat(limit.take(1, 0)).isEqualTo(SECOND / 10);
        assertThat(limit.take(1, SECOND / 10)).isZero();
        assertThat(limit.take(1, SECOND / 10)).isEqualTo(SECOND / 10);
    }

    @Test
    void bytesCountTooAndALongMessageIsPaidForAfterwards() {
        RateLimit limit = new RateLimit(1_000, 100, 0);

        assertThat(limit.take(350, 0)).isZero();
        assertThat(limit.take(1, 0)).isEqualTo(5 * SECOND / 2);
        assertThat(limit.take(1, 5 * SECOND / 2)).isZero();
    }

    @Test
    void whoeverFloodsGetsItsRateAndNoDebtWithoutEnd() {
        Random random = new Random(4);
        RateLimit limit = new RateLimit(100, 1_000_000, 0);
        long now = 0;
        int taken = 0;
        while (now < 60 * SECOND) {
            if (limit.take(10, now) == 0) {
                taken++;
            }
            now += random.nextInt(200_000);
        }

        assertThat(taken).isBetween(6_000, 6_150);
    }
}
