package io.tickpilot.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.OnnxAgentModel;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.training.dataset.SplitSettings;
import io.tickpilot.training.export.Precision;
import io.tickpilot.training.network.FitSettings;
import io.tickpilot.training.network.ForecastSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The price_prediction agent from simulated ticks to a model of 8-bit weights. */
class PriceTrainingTest {
    @TempDir
    Path home;

    @Test
    void publishesAForecastAndTellsWhatEightBitsCost() {
        FitSettings fit = new FitSettings(11, 2, 2, 5e-3f, 64, 6, 6, 0.1f, 1, 1);
        PriceTrainer trainer = new PriceTrainer(
                FeatureSchema.priceV1(), PriceTrainer.LABELS, new ForecastSettings(fit, 6, 3, 4), Precision.INT8);

        TrainingResult result = AgentTraining.run(
                trainer,
                new TrainingOptions(
                        TrainingOptions.simulated(
                                List.of("EURUSD"), 11, Duration.ofHours(60), home.resolve("datasets")),
                        5,
                        new SplitSettings(1, 300, 0.25, 0.25, 60),
                        11,
                        home.resolve("price"),
                        home.resolve("report")),
                TrainingListener.SILENT);

        assertThat(result.report().parityMaxAbsDiff()).isLessThanOrEqualTo(FoldRun.PARITY_LIMIT);
        assertThat(result.report().findings())
                .extracting(Finding::name)
                .containsExactly(
                        "pinballLoss",
                        "coverage50",
                        "coverage90",
                        "belowQ05",
                        "belowQ25",
                        "belowQ50",
                        "belowQ75",
                        "belowQ95");
        try (OnnxAgentModel model = OnnxModels.open(home.resolve("price"))) {
            ModelManifest manifest = model.manifest();
            assertThat(model.kind()).isEqualTo(AgentKind.FORECAST);
            assertThat(manifest.metrics())
                    .containsKeys("int8LogLossRise", "int8AccuracyDrop", "pinballLoss", "logLoss");
            assertThat(manifest.precision()).isEqualTo("int8");
            float[] forecast = new float[8];
            model.score(new float[FeatureSchema.priceV1().size()], forecast);
            assertThat(model.kind().fault(forecast)).isEmpty();
        }
    }
}
