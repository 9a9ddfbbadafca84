package io.tickpilot.training.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.regime.RegimeModel;
import io.tickpilot.training.Finding;
import io.tickpilot.training.FittedAgent;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.dataset.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RiskTrainerTest {
    private static final BoostSettings SMALL = new BoostSettings(150, 20, 0.15, 3, 10, 1);

    private final RiskTrainer trainer = new RiskTrainer(TreeSamples.SCHEMA, RiskTrainer.LABELS, SMALL);
    private final Samples train = TreeSamples.excursions(4_000, 1);
    private final Samples validation = TreeSamples.excursions(1_500, 2);
    private final FittedAgent fitted = fit();

    @Test
    void theGraphGivesWhatXgboostGives() throws OrtException {
        float[][] outputs = Graphs.run(graph(fitted), validation);

        for (int i = 0; i < outputs.length; i++) {
            assertThat(outputs[i]).containsExactly(fitted.validationRaw()[i], within(1e-5f));
            assertThat(AgentKind.RISK.fault(outputs[i])).isEmpty();
            assertThat(outputs[i][AgentKind.STOP]).isBetween(0.5f, 5f);
        }
    }

    @Test
    void aWiderSpreadNeverRaisesTheSizeNorLowersStopAndVeto() throws OrtException {
        SplittableRandom random = new SplittableRandom(3);
        int steps = 8;
        float[][] windows = new float[200 * steps][];
        for (int i = 0; i < windows.length; i += steps) {
            float[] window = TreeSamples.window(random);
            for (int step = 0; step < steps; step++) {
                window[2] = window[5] = step * 0.3f;
                windows[i + step] = window.clone();
            }
        }

        float[][] outputs = Graphs.run(graph(fitted), windows);

        for (int i = 1; i < outputs.length; i++) {
            if (i % steps != 0) {
                assertThat(outputs[i][AgentKind.SIZE]).isLessThanOrEqualTo(outputs[i - 1][AgentKind.SIZE] + 1e-6f);
                assertThat(outputs[i][AgentKind.STOP]).isGreaterThanOrEqualTo(outputs[i - 1][AgentKind.STOP] - 1e-6f);
                assertThat(outputs[i][AgentKind.VETO]).isGreaterThanOrEqualTo(outputs[i - 1][AgentKind.VETO] - 1e-6f);
            }
        }
        assertThat(trainer.monotone()).containsExactly(0, 0, 1, 0, 0, 1);
    }

    @Test
    void isBetterThanConstantsOnUnseenWindows() {
        Samples unseen = TreeSamples.excursions(1_500, 3);
        FittedAgent other = trainer.fit(train, unseen, 7, TrainingListener.SILENT);

        Map<String, Finding> findings = trainer.assess(other.validationRaw(), unseen).stream()
                .collect(Collectors.toMap(Finding::name, Function.identity()));

        for (String name : new String[] {"sizedExcursionDeviation", "stopPinballLoss", "vetoLogLoss"}) {
            assertThat(findings.get(name).value())
                    .isLessThan(0.95 * findings.get(name).reference());
        }
        assertThat(findings.get("insideStopShare").value()).isCloseTo(0.75, within(0.06));
    }

    @Test
    void givesTheSameGraphForTheSameSeed() {
        assertThat(graph(fit())).isEqualTo(graph(fitted));
    }

    @Test
    void itsOwnSchemaNamesTheConfiguredRegimeModel() throws IOException {
        Path file = Path.of(System.getProperty("tickpilot.home"), "models/regime/regime.yaml");
        RegimeModel regime = RegimeModel.parse(Files.readString(file));

        FeatureSchema schema = TreeSchemas.riskV1(new Resources(EconomicCalendar.empty(), regime));

        assertThat(schema.width()).isEqualTo(24);
        assertThat(schema.toYaml()).contains(regime.hash().substring(0, 16)).doesNotContain("configured");
        assertThatThrownBy(() -> TreeSchemas.riskV1(Resources.NONE))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("regime.model: risk_assessment reads regimes");
    }

    private FittedAgent fit() {
        return trainer.fit(train, validation, 7, TrainingListener.SILENT);
    }

    private byte[] graph(FittedAgent of) {
        return of.toOnnx(Calibration.Method.NONE.fit(of.validationRaw(), validation));
    }
}
