package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.event.Tick;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge as a process of its own. */
class BridgeProcessTest {
    @TempDir
    private Path directory;

    @Test
    void servesUntilItIsEnded() throws Exception {
        try (TestKafka kafka = TestKafka.start(directory.resolve("kafka"))) {
            BridgeProcess bridge = BridgeProcess.start(directory, """
                    bridge: {signals-port: 0, control-port: 0, fast-copy-port: 0, signals-in-port: 0, websocket: {port: 0}}
                    kafka: {bootstrap: '%s'}
                    """.formatted(kafka.bootstrap()));
            try (bridge;
                    BridgeClient client = BridgeClient.connect(
                            ClientSettings.feed("feed", bridge.addresses().control()))) {
                client.send(new Tick("EURUSD", 1, 1, 1, 0, 0, "test", 1));

                assertThat(client.flush(Duration.ofSeconds(60))).isTrue();
                assertThat(client.stats().accepted()).isEqualTo(1);
            }
            bridge.awaitExit();
        }
    }

    @Test
    void aWrongConfigurationEndsItWithTwo() throws Exception {
        try (BridgeProcess bridge = BridgeProcess.start(directory, "bridge: {journal: later, control-prt: 1}")) {
            assertThat(bridge.awaitExit()).isEqualTo(2);
            assertThat(bridge.output().lines())
                    .containsExactly(
                            "bridge.journal: must be one of async, first: later",
                            "bridge.control-prt: unknown key: did you mean bridge.control-port?");
        }
    }
}
