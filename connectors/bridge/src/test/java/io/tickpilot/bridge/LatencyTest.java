package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void percentilesAreAtMostOneSixteenthTooHigh() {
        Random random = new Random(3);
        Latency latency = new Latency();
        long[] values = new long[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) Math.exp(random.nextDouble() * 20);
            latency.record(values[i]);
        }
        Arrays.sort(values);

        Latency.Snapshot snapshot = latency.snapshot();

        near(snapshot.p50(), values[4_999]);
        near(snapshot.p95(), values[9_499]);
        near(snapshot.p99(), values[9_899]);
        assertThat(snapshot.max()).isEqualTo(values[9_999]);
        assertThat(snapshot.count()).isEqualTo(10_000);
    }

    @Test
    void emptyIsZeroAndExtremesFit() {
        Latency latency = new Latency();
        assertThat(latency.snapshot()).isEqualTo(new Latency.Snapshot(0, 0, 0, 0, 0));

        latency.record(Long.MAX_VALUE);
        latency.record(-5);

        assertThat(latency.snapshot().max()).isEqualTo(Long.MAX_VALUE);
        assertThat(latency.snapshot().p50()).isZero();
        latency.reset();
        assertThat(latency.snapshot().count()).isZero();
    }

    private static void near(long measured, long exact) {
        assertThat(measured).isBetween(exact, exact + exact / 16 + 1);
    }
}
