package io.tickpilot.training.trees;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.regime.RegimeModel;
import io.tickpilot.onnx.OnnxAgentModel;
import io.tickpilot.onnx.OnnxModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The models in this repository; fails when a schema or the shipped regime model changes and nobody trained again. */
class ShippedTreesTest {
    private static final Path MODELS = Path.of(System.getProperty("tickpilot.home"), "models");

    @ParameterizedTest
    @ValueSource(strings = {"random_forest", "risk_assessment"})
    void opensIsSmallAndSaysWhatItWasMeasuredAt(String agent) throws IOException {
        try (OnnxAgentModel model = OnnxModels.open(MODELS.resolve(agent))) {
            assertThat(model.agent()).isEqualTo(agent);
            assertThat(model.manifest().metrics().get("parityMaxAbsDiff")).isLessThanOrEqualTo(1e-4);
            assertThat(model.manifest().training().data()).contains("simulated market");
        }
        assertThat(Files.size(MODELS.resolve(agent).resolve(OnnxModels.GRAPH_NAME)))
                .isLessThan(1 << 20);
    }

    @Test
    void theForestReadsItsSchemaAndGivesProbabilities() {
        try (OnnxAgentModel model = OnnxModels.open(MODELS.resolve("random_forest"))) {
            assertThat(model.schema()).isEqualTo(TreeSchemas.forestV1());
            scoreSomething(model, TreeSchemas.forestV1());
        }
    }

    @Test
    void theRiskAgentReadsItsSchemaWithTheShippedRegimeModel() throws IOException {
        RegimeModel regime = RegimeModel.parse(Files.readString(MODELS.resolve("regime/regime.yaml")));
        FeatureSchema schema = TreeSchemas.riskV1(new Resources(EconomicCalendar.empty(), regime));

        try (OnnxAgentModel model = OnnxModels.open(MODELS.resolve("risk_assessment"))) {
            assertThat(model.schema()).isEqualTo(schema);
            scoreSomething(model, schema);
        }
    }

    private static void scoreSomething(OnnxAgentModel model, FeatureSchema schema) {
        SplittableRandom random = new SplittableRandom(7);
        float[] window = new float[schema.size()];
        float[] outputs = new float[model.kind().outputs().size()];
        for (int i = 0; i < 50; i++) {
            for (int j = 0; j < window.length; j++) {
                FeatureSchema.Feature feature = schema.features().get(j % schema.width());
                window[j] = (float) random.nextDouble(feature.min(), feature.max());
            }
            model.score(window, outputs);

            assertThat(model.kind().fault(outputs)).isEmpty();
        }
    }
}
