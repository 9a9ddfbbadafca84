package io.tickpilot.bridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinkTimingTest {

    @Test
    void theOffsetComesFromTheQuickestExchange() {
        LinkTiming timing = new LinkTiming();
        assertThat(timing.roundTripMicros()).isEqualTo(-1);

        timing.heartbeat(0, 1_000 + 500, 1_000 + 510, 1_010);
        timing.heartbeat(2_000, 1_000 + 2_040, 1_000 + 2_050, 2_090);

        assertThat(timing.roundTripMicros()).isEqualTo(80);
        assertThat(timing.offsetMicros()).isEqualTo(1_000);
    }

    @Test
    void oldExchangesAreForgotten() {
        LinkTiming timing = new LinkTiming();
        timing.heartbeat(0, 5, 5, 10);
        for (int i = 0; i < 16; i++) {
            timing.heartbeat(0, 7_050, 7_050, 100);
        }

        assertThat(timing.offsetMicros()).isEqualTo(7_000);
    }
}
