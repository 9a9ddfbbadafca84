package io.tickpilot.flink.connector.zeromq.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickpilot.flink.connector.zeromq.internal.SocketSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveCopyTest {

    @Test
    void receivesSubscribedPartitionsOnly() {
        try (TestLog log = new TestLog("live-copy");
                LiveCopy copy = new LiveCopy(settings(log))) {
            copy.subscribe(3);

            byte[][] frame = new byte[1][];
            await().atMost(Duration.ofSeconds(60)).pollInSameThread().until(() -> {
                log.clocks();
                frame[0] = copy.receive();
                return frame[0] != null;
            });

            assertThat(LiveCopy.partition(frame[0])).isEqualTo(3);
        }
    }

    @Test
    void takesAnInterruptForNothingReceived() {
        try (TestLog log = new TestLog("interrupted")) {
            new LiveCopy(settings(log)).close(); // logging must not be set up in an interrupted thread
            LiveCopy copy = new LiveCopy(settings(log));
            Thread.currentThread().interrupt();

            assertThat(copy.receive()).isNull();
            copy.close();

            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static SocketSettings settings(TestLog log) {
        return new SocketSettings(List.of(log.endpoint()), false, 1_000, Duration.ofMillis(1), null);
    }
}
