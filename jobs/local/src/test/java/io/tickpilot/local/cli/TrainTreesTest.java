package io.tickpilot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.local.Main;
import io.tickpilot.onnx.OnnxAgentModel;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.training.search.TrialOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verbs that train agents of trees, on a market of a few days; searches of these and of the forecast. */
class TrainTreesTest {
    private static final String FEW_DAYS = " --simulated --days 3 --symbol EURUSD --every 2 --folds 2";

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void trainsAForestAndARiskAgentThatLoad() {
        train("random_forest --trees 5 --depth 3");
        train("risk_assessment --rounds 10");

        try (OnnxAgentModel forest = OnnxModels.open(folder.resolve("random_forest"));
                OnnxAgentModel risk = OnnxModels.open(folder.resolve("risk_assessment"))) {
            assertThat(forest.kind()).isEqualTo(AgentKind.DIRECTION);
            assertThat(risk.kind()).isEqualTo(AgentKind.RISK);
            assertThat(risk.manifest().metrics()).containsKeys("stopPinballLoss", "vetoLogLoss");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "random_forest, --trees 4 --depth 3, --trees 9 --depth 3",
        "random_forest, --trees 4 --depth 3, --trees 4 --depth 5",
        "risk_assessment, --rounds 5 --depth 2, --rounds 9 --depth 2",
        "price_prediction, --epochs 1 --hidden 4 --filters 4, --epochs 1 --hidden 4 --filters 7"
    })
    void theTrialsOfASearchAreOfTheAgentAsItsOptionsSay(String agent, String options, String others)
            throws IOException {
        train(agent + " --search 2 " + options);
        train(agent + " --search 2 " + others);

        List<Double> losses = new ArrayList<>();
        for (Path journal : journals()) {
            TrialOutcome first =
                    new ObjectMapper().readValue(Files.readAllLines(journal).get(0), TrialOutcome.class);
            assertThat(first.number()).as("the agent as it is").isZero();
            losses.add(first.loss());
        }
        assertThat(losses).hasSize(2).doesNotHaveDuplicates().allMatch(Double::isFinite);
    }

    private List<Path> journals() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("datasets"))) {
            return files.filter(file -> file.toString().endsWith(".trials")).toList();
        }
    }

    @Test
    void refusesWhatItCannotDoInOneLine() {
        assertThat(refused("train random_forest --simulated --depth 11")).contains("forest out of range: ", "depth=11");
        assertThat(refused("train risk_assessment --simulated --rounds 0")).contains("boosting out of range: rounds=0");
        assertThat(refused("train risk_assessment --simulated --set regime.model=none"))
                .contains("regime.model: risk_assessment reads regimes");
    }

    private void train(String agent) {
        String name = agent.split(" ")[0];
        int code = run("train " + agent + FEW_DAYS + " --out " + folder.resolve(name) + " --report "
                + folder.resolve("report-" + name) + " --datasets " + folder.resolve("datasets"));
        assertThat(code).as(err::toString).isZero();
    }

    private String refused(String call) {
        err.getBuffer().setLength(0);
        assertThat(run(call)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        return err.toString();
    }

    private int run(String call) {
        return Main.commandLine().setErr(new PrintWriter(err, true)).execute(call.split(" "));
    }
}
