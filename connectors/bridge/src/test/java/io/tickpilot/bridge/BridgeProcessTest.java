package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge as a process of its own. */
class BridgeProcessTest {
    @TempDir
    private Path directory;

    @Test
    void servesUntilItIsEnded() throws Exception {
        try (TestKafka kafka = TestKafka.start(directory.resolve("kafka"))) {
            Process process = bridge("""
                    bridge: {signals-port: 0, control-port: 0, fast-copy-port: 0, signals-in-port: 0}
                    kafka: {bootstrap: '%s'}
                    """.formatted(kafka.bootstrap()));
            try {
                String ready = output(process).readLine();
                assertThat(ready).startsWith("bridge ready: BridgeAddresses[signals=tcp://127.0.0.1:");
                String control = ready.replaceAll(".*control=([^,]*),.*", "$1");

                try (RawPeer peer = new RawPeer(new BridgeAddresses("", control, "", ""))) {
                    peer.sendTicks(1, new io.tickpilot.core.event.Tick("EURUSD", 1, 1, 1, 0, 0, "test", 1));
                    assertThat(peer.receive().getAck().getAccepted()).isEqualTo(1);
                }
            } finally {
                process.destroy();
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aWrongConfigurationEndsItWithTwo() throws Exception {
        Process process = bridge("bridge: {journal: later, control-prt: 1}");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output(process).lines())
                .containsExactly(
                        "bridge.journal: must be one of async, first: later",
                        "bridge.control-prt: unknown key: did you mean bridge.control-port?");
    }

    private Process bridge(String yaml) throws IOException {
        Path config = directory.resolve("bridge.yaml");
        Files.writeString(config, yaml);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BridgeServer.class.getName(),
                        config.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
