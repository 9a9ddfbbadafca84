package io.tickpilot.bench.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bench.Report;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That the bench runs the real operator to its end; the figures are for a quiet machine. */
class ScoringBenchTest {

    @Test
    void countsScoredDecisionsOfEachNetworkInTwoTasks() throws Exception {
        Report report = new ScoringBench(2, true, new PrintStream(OutputStream.nullOutputStream())).run();

        assertThat(report.rows()).hasSize(4);
        for (Map<String, Object> row : report.rows()) {
            assertThat((double) row.get("scored decisions a second")).isPositive();
            assertThat((double) row.get("a score alone, processor us")).isPositive();
        }
        assertThat(report.rows())
                .extracting(row -> row.get("hidden") + " " + row.get("weights"))
                .containsExactly("128 float32", "128 int8", "32 float32", "32 int8");
    }

    @Test
    void knowsWhenATaskWouldHaveNoSymbol() {
        assertThat(ScoringBench.hasWorkForAll(1)).isTrue();
        assertThat(ScoringBench.hasWorkForAll(2)).isTrue();
        assertThat(ScoringBench.hasWorkForAll(9)).isFalse();
    }
}
