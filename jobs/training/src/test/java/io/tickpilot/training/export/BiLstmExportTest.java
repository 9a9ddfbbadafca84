package io.tickpilot.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.tickpilot.training.calibration.Temperature;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.network.BiLstmWeights;
import io.tickpilot.training.network.DenseWeights;
import io.tickpilot.training.network.LstmWeights;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BiLstmExportTest {
    private static final int ROWS = 9;
    private static final int WIDTH = 4;
    private static final int HIDDEN = 6;

    private final SplittableRandom random = new SplittableRandom(8);
    private final BiLstmWeights weights = new BiLstmWeights(
            lstm(),
            lstm(),
            new DenseWeights(floats(5 * 2 * HIDDEN), floats(5)),
            new DenseWeights(floats(3 * 5), floats(3)));
    private final Scaling scaling = new Scaling(floats(WIDTH), new float[] {1, 2, 0.5f, 1});

    @Test
    void staysCloseWithWeightsOfEightBits() throws OrtException {
        for (int i = 0; i < 20; i++) {
            float[] window = floats(ROWS * WIDTH);

            float[] whole = run(Precision.FLOAT32, window)[0];
            float[] small = run(Precision.INT8, window)[0];

            assertThat(small).containsExactly(whole, within(0.06f));
        }
    }

    @Test
    void takesOneWindowAtATimeInEightBits() throws OrtException {
        float[] first = floats(ROWS * WIDTH);
        float[] second = floats(ROWS * WIDTH);

        assertThat(run(Precision.FLOAT32, first, second)[1]).isEqualTo(run(Precision.FLOAT32, second)[0]);
        assertThatThrownBy(() -> run(Precision.INT8, first, second)).isInstanceOf(OrtException.class);
    }

    private float[][] run(Precision precision, float[]... windows) throws OrtException {
        byte[] graph = BiLstmExport.toOnnx(weights, scaling, new Temperature(1), ROWS, precision);
        float[][][] input = new float[windows.length][ROWS][WIDTH];
        for (int i = 0; i < windows.length; i++) {
            for (int j = 0; j < windows[i].length; j++) {
                input[i][j / WIDTH][j % WIDTH] = windows[i][j];
            }
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(graph);
                OnnxTensor tensor = OnnxTensor.createTensor(environment, input);
                OrtSession.Result result = session.run(Map.of("window", tensor))) {
            return (float[][]) result.get(0).getValue();
        }
    }

    private LstmWeights lstm() {
        return new LstmWeights(
                floats(4 * HIDDEN * WIDTH), floats(4 * HIDDEN * HIDDEN), floats(4 * HIDDEN), floats(4 * HIDDEN));
    }

    private float[] floats(int count) {
        float[] result = new float[count];
        for (int i = 0; i < count; i++) {
            result[i] = (float) random.nextGaussian() * 0.7f;
        }
        return result;
    }
}
