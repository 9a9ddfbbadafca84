package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignalIdsTest {
    private static final long SECOND = 1_000_000;

    private final SignalIds ids = new SignalIds();

    @Test
    void anIdIsKnownUntilAMinuteAfterItsEndHoweverManyCame() {
        ids.add("a", 100 * SECOND, 0);
        for (int i = 0; i < 200_000; i++) {
            ids.add("b" + i, 100 * SECOND, 0);
        }

        assertThat(ids.add("a", 100 * SECOND, 160 * SECOND)).isFalse();
        assertThat(ids.add("a", 100 * SECOND, 161 * SECOND)).isTrue();
    }

    @Test
    void whatHasEndedIsForgotten() {
        for (int i = 0; i < 100_000; i++) {
            ids.add("a" + i, i * SECOND, i * SECOND);
        }

        assertThat(ids.size()).isEqualTo(61);
    }
}
