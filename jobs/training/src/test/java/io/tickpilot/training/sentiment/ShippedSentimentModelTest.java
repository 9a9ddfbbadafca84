package io.tickpilot.training.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.testing.RecordedData;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.text.Sentiment;
import io.tickpilot.onnx.text.TextModel;
import io.tickpilot.training.calibration.Logits;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The text model in this repository. */
class ShippedSentimentModelTest {
    private static final Path FOLDER = Path.of(System.getProperty("tickpilot.home"), "models", "sentiment");

    @Test
    void tellsGoodNewsFromBad() {
        try (TextModel model = TextModel.open(FOLDER)) {
            assertThat(model.score("Acme profit jumps 40 %, beats estimates").score())
                    .isGreaterThan(0.5f);
            assertThat(model.score("Shares plunge as losses widen").score()).isLessThan(-0.5f);
            assertThat(model.score("Acme to hold board meeting on Monday").confidence())
                    .isLessThan(0.5f);
            assertThat(model.score("日本銀行").confidence()).isZero();
        }
    }

    @Test
    void saysWhatItWasTrainedOnAndMeasuredAt() {
        try (TextModel model = TextModel.open(FOLDER)) {
            ModelManifest manifest = Objects.requireNonNull(model.manifest());

            assertThat(manifest.training().data()).contains("SEntFiN", "MIT licence");
            assertThat(manifest.metrics().get("accuracy"))
                    .isGreaterThan(manifest.metrics().get("priorAccuracy"));
            assertThat(manifest.metrics().get("parityMaxAbsDiff")).isLessThanOrEqualTo(SentimentTraining.PARITY_LIMIT);
        }
    }

    @Test
    void reachesWhatItsManifestClaimsOnTheHeadlinesItDidNotSee() {
        List<Headline> all = HeadlineFile.read(RecordedData.path("sentiment/sentfin/SEntFiN.csv"))
                .all();
        try (TextModel model = TextModel.open(FOLDER)) {
            ModelManifest manifest = Objects.requireNonNull(model.manifest());
            List<Headline> test =
                    HeadlineSplit.of(all, manifest.training().seed()).test();
            List<Sentiment> scored =
                    model.score(test.stream().map(Headline::text).toList());

            int right = 0;
            for (int i = 0; i < test.size(); i++) {
                Sentiment s = scored.get(i);
                float[] row = {s.negative(), s.neutral(), s.positive()};
                right += Logits.argMax(row) == test.get(i).tone().ordinal() ? 1 : 0;
            }

            assertThat(right / (double) test.size())
                    .isCloseTo(manifest.metrics().get("accuracy"), within(1e-3));
        }
    }
}
