package io.tickpilot.bench.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the harness runs and counts right; how fast anything is, no test asks. */
class BridgeBenchTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream progress = new PrintStream(said, true, StandardCharsets.UTF_8);

    @TempDir
    private Path data;

    @Test
    void carriesEverythingOnce() throws Exception {
        CarryBench bench = new CarryBench(List.of(2), 1, progress);

        bench.run(data);

        assertThat(bench.report().rows()).hasSize(3).allSatisfy(row -> assertThat(row)
                .containsEntry("clients", 2L)
                .containsEntry("lost", 0L)
                .containsEntry("doubled", 0L));
    }

    @Test
    void switchesLegsAndLosesNothing() throws Exception {
        FailoverPlan plan = new FailoverPlan(
                2, Duration.ofMillis(100), Duration.ofMillis(1_000), Duration.ofMillis(500), 0, Duration.ofSeconds(3));
        FailoverBench bench = new FailoverBench(plan, progress);

        bench.run(data);

        assertThat(bench.report().rows()).hasSize(9);
        assertThat(bench.legs())
                .hasToString(String.format(
                        Locale.ROOT,
                        "%d ticks sent, 0 not acknowledged; %d signals published, 0 lost, 0 doubled",
                        bench.legs().ticks(),
                        bench.legs().signals()));
    }
}
