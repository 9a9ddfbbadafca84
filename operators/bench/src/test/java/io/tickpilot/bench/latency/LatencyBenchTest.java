package io.tickpilot.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bench.Report;
import io.tickpilot.bridge.BridgeSettings.JournalMode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the harness runs and counts right; how fast anything is, no test asks. */
class LatencyBenchTest {
    @TempDir
    private Path data;

    @ParameterizedTest
    @EnumSource(Layer.class)
    void getsEverySignalBackOnce(Layer layer) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        LatencyPlan plan = new LatencyPlan(
                List.of(100), 2, 1, List.of(4), 2, List.of(JournalMode.FIRST), List.of(layer), false, null);
        LatencyBench bench = new LatencyBench(plan, data, new PrintStream(said, true, StandardCharsets.UTF_8));

        bench.run();

        Report report = bench.report();
        assertThat(row(report, "echo")).containsEntry("counted", 200L).containsEntry("lost", 0L);
        assertThat(row(report, "bridge to bridge"))
                .containsEntry("counted", 100L)
                .containsEntry("lost", 0L)
                .containsEntry("doubled", 0L);
        assertThat(row(report, "acknowledged, read back from Kafka"))
                .containsEntry("counted", 200L)
                .containsEntry("lost", 0L)
                .containsEntry("doubled", 0L);
        assertThat(row(report, "inside Flink: source to sink")).containsEntry("layer", layer.label());
        assertThat(report.notes())
                .filteredOn(note -> note.contains("trade reports came in between"))
                .hasSize(layer == Layer.ON ? 1 : 0)
                .noneMatch(note -> note.contains(" 0 "));
    }

    private static Map<String, Object> row(Report report, String leg) {
        return report.rows().stream()
                .filter(row -> leg.equals(row.get("leg")))
                .findFirst()
                .orElseThrow();
    }
}
