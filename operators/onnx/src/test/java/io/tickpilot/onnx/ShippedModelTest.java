package io.tickpilot.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.feature.FeatureSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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
    void theStackWeighsTheShippedAgentsAndFollowsThemWhenTheyAgree() {
        try (OnnxAgentModel model = OnnxModels.open(FOLDER.resolveSibling("stack"))) {
            assertThat(model.manifest().reads()).containsExactly("price_prediction", "random_forest", "technical");
            assertThat(model.manifest().training().data()).contains("simulated market", "out of fold");
            float[] probabilities = new float[3];
            model.score(new float[] {0.1f, 0.1f, 0.8f, 0.1f, 0.1f, 0.8f, 0.1f, 0.1f, 0.8f}, probabilities);
            assertThat(probabilities[2]).isGreaterThan(0.5f);
            model.score(new float[] {0.8f, 0.1f, 0.1f, 0.8f, 0.1f, 0.1f, 0.8f, 0.1f, 0.1f}, probabilities);
            assertThat(probabilities[0]).isGreaterThan(0.5f);
        }
    }

    @Test
    void threadsShareASessionAndScoreTheSameBits() throws Exception {
        int before = OnnxModels.sessions();
        int users = OnnxModels.users();
        SplittableRandom random = new SplittableRandom(8);
        float[] window = new float[FeatureSchema.technicalV1().size()];
        for (int i = 0; i < window.length; i++) {
            window[i] = (float) random.nextDouble(-1, 1);
        }
        List<Callable<float[]>> scorers = new ArrayList<>();

        try (OnnxAgentModel one = OnnxModels.open(FOLDER);
                OnnxAgentModel other = OnnxModels.open(FOLDER)) {
            assertThat(OnnxModels.sessions()).isEqualTo(before + 1);
            assertThat(OnnxModels.users()).isEqualTo(users + 2);
            for (OnnxAgentModel model : List.of(one, other)) {
                scorers.add(() -> {
                    float[] probabilities = new float[3];
                    for (int i = 0; i < 200; i++) {
                        model.score(window, probabilities);
                    }
                    return probabilities;
                });
            }
            ExecutorService threads = Executors.newFixedThreadPool(2);
            List<Future<float[]>> results = threads.invokeAll(scorers);
            threads.shutdown();
            assertThat(results.get(0).get()).containsExactly(results.get(1).get());
            one.close();
            other.score(window, new float[3]);
        }
        assertThat(OnnxModels.sessions()).isEqualTo(before);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void givesNativeMemoryBackWhenClosed() throws IOException {
        for (int i = 0; i < 400; i++) { // until the heap, too, has all the pages it will touch
            OnnxModels.open(FOLDER).close();
        }
        long before = residentKib();

        for (int i = 0; i < 200; i++) {
            OnnxModels.open(FOLDER).close();
        }

        assertThat(residentKib() - before).isLessThan(32 * 1024);
    }

    private static long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
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
