package io.tickpilot.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.feature.FeatureSchema;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The model in this repository; fails when the feature schema changes and nobody trained again. */
class ShippedModelTest {
    private static final Path FOLDER = Path.of(System.getProperty("tickpilot.home"), "models", "technical");

    @Test
    void opensAndScoresWhatTheSchemaAllows() {
        FeatureSchema schema = FeatureSchema.technicalV1();
        SplittableRandom random = new SplittableRandom(7);
        float[] window = new float[schema.size()];
        float[] probabilities = new float[3];

        try (OnnxAgentModel model = OnnxModels.open(FOLDER)) {
            for (int i = 0; i < 50; i++) {
                for (int j = 0; j < window.length; j++) {
                    FeatureSchema.Feature feature = schema.features().get(j % schema.width());
                    window[j] = (float) random.nextDouble(feature.min(), feature.max());
                }
                model.score(window, probabilities);

                assertThat(probabilities[0] + probabilities[1] + probabilities[2])
                        .isBetween(0.9999f, 1.0001f);
            }
            assertThat(model.agent()).isEqualTo("technical");
            assertThat(model.schema()).isEqualTo(schema);
        }
    }

    @Test
    void thePriceModelForecastsWhatItsSchemaAllows() {
        FeatureSchema schema = FeatureSchema.priceV1();
        SplittableRandom random = new SplittableRandom(7);
        float[] window = new float[schema.size()];
        float[] forecast = new float[AgentKind.FORECAST.outputs().size()];

        try (OnnxAgentModel model = OnnxModels.open(FOLDER.resolveSibling("price_prediction"))) {
            for (int i = 0; i < 50; i++) {
                for (int j = 0; j < window.length; j++) {
                    FeatureSchema.Feature feature = schema.features().get(j % schema.width());
                    window[j] = (float) random.nextDouble(feature.min(), feature.max());
                }
                model.score(window, forecast);

                assertThat(AgentKind.FORECAST.fault(forecast)).isEmpty();
            }
            assertThat(model.kind()).isEqualTo(AgentKind.FORECAST);
            assertThat(model.schema()).isEqualTo(schema);
            assertThat(model.manifest().metrics()).containsKeys("pinballLoss", "logLoss", "priorLogLoss");
        }
    }

    @Test
    void saysHonestlyWhatItWasMeasuredAt() {
        ModelManifest manifest = ManifestFile.read(FOLDER.resolve(ManifestFile.NAME));

        assertThat(manifest.metrics())
                .containsKeys("accuracy", "priorAccuracy", "logLoss", "priorLogLoss", "meanReturnAt0.75");
        assertThat(manifest.metrics().get("parityMaxAbsDiff")).isLessThanOrEqualTo(1e-4);
        assertThat(manifest.training().data()).isNotBlank();
    }
}
