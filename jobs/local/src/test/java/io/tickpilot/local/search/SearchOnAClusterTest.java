package io.tickpilot.local.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.local.Main;
import io.tickpilot.local.cluster.ClusterPlan;
import io.tickpilot.local.cluster.ClusterProcesses;
import io.tickpilot.training.search.TrialOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --search --cluster} on a job manager and two task managers that are processes of their own. */
class SearchOnAClusterTest {
    private static final Path TEMPLATE = Path.of(System.getProperty("tickpilot.home", "../.."), "flink-conf");

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void findsWhatASearchInThisProcessFinds() throws IOException {
        ClusterProcesses cluster = new ClusterProcesses(TEMPLATE, folder.resolve("cluster"));
        try {
            String url = cluster.start(
                            ClusterPlan.of(2).withSlots(1).withPorts(0, 0).withMemory("1200m"))
                    .restUrl();

            assertThat(search("here")).as(err::toString).isZero();
            assertThat(search("there", "--cluster", url, "--parallel", "2"))
                    .as(err::toString)
                    .isZero();

            assertThat(search("crowded", "--cluster", url, "--parallel", "3")).isEqualTo(2);
            assertThat(err.toString()).contains("tickpilot: --parallel: must be at most the cluster's slots, 2: 3");

            Map<String, Double> losses = losses("here");
            assertThat(losses).as("two rungs, so two jobs of each task manager").hasSize(4);
            assertThat(losses.values()).allMatch(Double::isFinite);
            assertThat(losses("there")).isEqualTo(losses);
            assertThat(folder.resolve("there/model/model.onnx"))
                    .hasSameBinaryContentAs(folder.resolve("here/model/model.onnx"));
        } finally {
            cluster.stop();
        }
    }

    @Test
    void saysInOneLineThatNobodyAnswers() {
        assertThat(search("nobody", "--cluster", "http://127.0.0.1:9")).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("tickpilot: no Flink cluster answers at http://127.0.0.1:9");

        err.getBuffer().setLength(0);
        assertThat(search("nowhere", "--cluster", "localhost")).isEqualTo(2);
        assertThat(err.toString()).startsWith("tickpilot: --cluster: must be a REST address");
    }

    private int search(String name, String... options) {
        Path own = folder.resolve(name);
        List<String> call = new ArrayList<>(List.of(("train technical --simulated --symbol EURUSD --days 5 --folds 1"
                        + " --epochs 1 --hidden 6 --search 3 --out " + own.resolve("model") + " --report "
                        + own.resolve("report") + " --datasets " + own.resolve("datasets"))
                .split(" ")));
        call.addAll(List.of(options));
        return Main.commandLine().setErr(new PrintWriter(err, true)).execute(call.toArray(String[]::new));
    }

    /** By trial and share of the training windows. */
    private Map<String, Double> losses(String name) throws IOException {
        Map<String, Double> losses = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve(name).resolve("datasets"))) {
            Path journal = files.filter(file -> file.toString().endsWith(".trials"))
                    .findFirst()
                    .orElseThrow();
            for (String line : Files.readAllLines(journal)) {
                TrialOutcome outcome = new ObjectMapper().readValue(line, TrialOutcome.class);
                losses.put(outcome.number() + " " + outcome.share(), outcome.loss());
            }
        }
        return losses;
    }
}
