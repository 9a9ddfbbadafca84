package io.tickpilot.bridge.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {

    @Test
    void letsASecondsWorthThroughAtOnceThenTheRate() {
        TokenBucket bucket = new TokenBucket(10, 0);
        for (int i = 0; i < 10; i++) {
            assertThat(bucket.take(1, 0)).isZero();
        }

        assertThat(bucket.take(1, 0)).isEqualTo(100_000_000);
        assertThat(bucket.take(1, 100_000_000)).isEqualTo(100_000_000);
        assertThat(bucket.take(1, 300_000_000)).isZero();
    }

    @Test
    void doesNotSaveUpMoreThanASecond() {
        TokenBucket bucket = new TokenBucket(10, 0);

        assertThat(bucket.take(15, 3_600_000_000_000L)).isEqualTo(500_000_000);
    }
}
