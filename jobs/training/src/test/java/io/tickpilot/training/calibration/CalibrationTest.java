package io.tickpilot.training.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.TestSamples;
import io.tickpilot.training.export.OnnxGraph;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CalibrationTest {
    private static final int COUNT = 3_000;

    private final SplittableRandom random = new SplittableRandom(3);
    private final float[][] claimed = new float[COUNT][];
    private final Samples samples = drawn();

    @ParameterizedTest
    @EnumSource(Calibration.Method.class)
    void theGraphGivesWhatJavaGives(Calibration.Method method) throws OrtException {
        Calibration calibration = method.fit(claimed, samples);

        float[][] graph = run(calibration, claimed);

        for (int i = 0; i < COUNT; i++) {
            assertThat(graph[i]).containsExactly(calibration.apply(claimed[i]), within(2e-6f));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Calibration.Method.class, mode = Mode.EXCLUDE, names = "NONE")
    void claimsComeTrueAfterwards(Calibration.Method method) {
        Calibration calibration = method.fit(logits(method), samples);

        double before = 0;
        double after = 0;
        float[][] raw = logits(method);
        for (int i = 0; i < COUNT; i++) {
            int truth = samples.label(i).ordinal();
            float[] probabilities = calibration.apply(raw[i]);
            assertThat(probabilities[0] + probabilities[1] + probabilities[2]).isCloseTo(1, within(1e-5f));
            before -= Math.log(claimed[i][truth]);
            after -= Math.log(probabilities[truth]);
        }

        assertThat(after).isLessThan(before - 0.02 * COUNT);
    }

    @Test
    void leavesScoresBehindTheThirdAlone() {
        for (Calibration.Method method : Calibration.Method.values()) {
            float[] row = {0.2f, 0.3f, 0.5f, -7, 8};

            assertThat(method.fit(claimed, samples).apply(row)).endsWith(-7, 8).hasSize(5);
        }
    }

    @Test
    void isotonicNeverFallsAndMakesNothingImpossible() {
        Isotonic isotonic = Isotonic.fit(claimed, samples);

        for (float[] values : isotonic.values()) {
            for (int i = 1; i < values.length; i++) {
                assertThat(values[i]).isGreaterThanOrEqualTo(values[i - 1]);
            }
        }
        for (float each : isotonic.apply(new float[] {-100, 100, -100})) {
            assertThat(each).isPositive();
        }
    }

    @Test
    void isotonicTakesScoresThatAreAllTheSame() throws OrtException {
        float[][] same = new float[COUNT][];
        Arrays.fill(same, new float[] {0.3f, 0.4f, 0.3f});

        Calibration calibration = Calibration.Method.ISOTONIC.fit(same, samples);

        double[] shares = samples.shares();
        assertThat(calibration.apply(same[0])[0]).isCloseTo((float) shares[0], within(1e-3f));
        assertThat(run(calibration, same)[0]).containsExactly(calibration.apply(same[0]), within(2e-6f));
    }

    /** Labels of probabilities that were then squared and normalised: overconfident claims. */
    private Samples drawn() {
        TestSamples result = TestSamples.ofWindows(1, 1);
        for (int i = 0; i < COUNT; i++) {
            float[] truth = Logits.probabilities(
                    new float[] {(float) random.nextGaussian(), (float) random.nextGaussian(), 0}, 1);
            double rest = random.nextDouble();
            int label = rest < truth[0] ? 0 : rest < truth[0] + truth[1] ? 1 : 2;
            result.add(Label.values()[label], 0);
            float sum = 0;
            for (int k = 0; k < 3; k++) {
                truth[k] = truth[k] * truth[k] * truth[k];
                sum += truth[k];
            }
            for (int k = 0; k < 3; k++) {
                truth[k] /= sum;
            }
            claimed[i] = truth;
        }
        return result.all();
    }

    private float[][] logits(Calibration.Method method) {
        if (method != Calibration.Method.TEMPERATURE) {
            return claimed;
        }
        float[][] logits = new float[COUNT][3];
        for (int i = 0; i < COUNT; i++) {
            for (int k = 0; k < 3; k++) {
                logits[i][k] = (float) Math.log(claimed[i][k]);
            }
        }
        return logits;
    }

    private static float[][] run(Calibration calibration, float[][] raw) throws OrtException {
        OnnxGraph graph = new OnnxGraph("test").input("raw", 3).output("probabilities", 3);
        calibration.addTo(graph, "raw", "probabilities");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(graph.toBytes());
                OnnxTensor input = OnnxTensor.createTensor(environment, raw);
                OrtSession.Result result = session.run(Map.of("raw", input))) {
            return (float[][]) result.get(0).getValue();
        }
    }
}
