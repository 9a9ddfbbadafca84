package io.tickpilot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.local.Main;
import io.tickpilot.onnx.OnnxAgentModel;
import io.tickpilot.onnx.OnnxModels;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs that train agents of trees, on a market of a few days. */
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
