package io.tickpilot.training.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.training.FittedAgent;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.calibration.Logits;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.dataset.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForestTrainerTest {
    private static final ForestSettings SMALL = new ForestSettings(15, 5, 5, 0.632, 0.5);

    private final ForestTrainer trainer = new ForestTrainer(TreeSamples.SCHEMA, LabelSettings.DEFAULTS, SMALL);
    private final Samples train = TreeSamples.directions(3_000, 1);
    private final Samples validation = TreeSamples.directions(1_000, 2);
    private final FittedAgent fitted = fit(trainer, 7);

    @Test
    void theGraphGivesWhatXgboostGives() throws OrtException {
        Calibration calibration = Calibration.Method.ISOTONIC.fit(fitted.validationRaw(), validation);

        float[][] outputs = Graphs.run(fitted.toOnnx(calibration), validation);

        for (int i = 0; i < outputs.length; i++) {
            assertThat(outputs[i]).containsExactly(calibration.apply(fitted.validationRaw()[i]), within(1e-5f));
            assertThat(AgentKind.DIRECTION.fault(outputs[i])).isEmpty();
        }
    }

    @Test
    void givesTheSharesOfEachLabelInItsLeaves() {
        for (float[] shares : fitted.validationRaw()) {
            assertThat(shares).hasSize(3);
            for (float share : shares) {
                assertThat(share).isBetween(-1e-6f, 1 + 1e-6f);
            }
            assertThat(shares[0] + shares[1] + shares[2]).isCloseTo(1, within(0.5f));
        }
    }

    @Test
    void learnsAProductThatNoLineCanTell() {
        assertThat(Logits.accuracy(fitted.validationRaw(), validation))
                .isGreaterThan(validation.shares()[1] + 0.1)
                .isGreaterThan(0.65);
    }

    @Test
    void givesTheSameGraphForTheSameSeedAndAnotherForAnother() {
        Calibration none = Calibration.Method.NONE.fit(fitted.validationRaw(), validation);

        assertThat(fit(trainer, 7).toOnnx(none)).isEqualTo(fitted.toOnnx(none));
        assertThat(fit(trainer, 8).toOnnx(none)).isNotEqualTo(fitted.toOnnx(none));
    }

    @Test
    void aSearchMayVaryIt() {
        ForestTrainer other = (ForestTrainer) trainer.with(Map.of("depth", 3.0, "least-leaf", 40.0));

        assertThat(other.settings()).isEqualTo(new ForestSettings(15, 3, 40, 0.632, 0.5));
        assertThat(trainer.searchSpace()).hasSize(3);
    }

    @Test
    void itsOwnSchemaIsKnown() {
        assertThat(ForestTrainer.of(SMALL).schema().size()).isEqualTo(48);
    }

    private FittedAgent fit(ForestTrainer of, long seed) {
        return of.fit(train, validation, seed, TrainingListener.SILENT);
    }
}
