package io.tickpilot.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.calibration.Logits;
import io.tickpilot.training.calibration.QuantileShift;
import io.tickpilot.training.calibration.Temperature;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.network.DenseWeights;
import io.tickpilot.training.network.ForecastWeights;
import io.tickpilot.training.network.LstmWeights;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A network of random weights, exported and run, against its mathematics written out. */
class ForecastExportTest {
    private static final int ROWS = 7;
    private static final int WIDTH = 3;
    private static final double TEMPERATURE = 1.7;

    private final SplittableRandom random = new SplittableRandom(4);
    private final ForecastWeights weights = weights(5, 6);
    private final Scaling scaling = new Scaling(floats(WIDTH), new float[] {0.5f, 1, 2});
    /** Large enough that some quantiles cross and have to be put in order. */
    private final QuantileShift shift = new QuantileShift(new float[] {-0.4f, 0.9f, 0.1f, -0.7f, 0.3f});

    private final Calibration calibration = new Temperature(TEMPERATURE);

    @Test
    void givesWhatTheMathematicsSay() throws OrtException {
        float[][] windows = new float[20][];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = floats(ROWS * WIDTH);
        }

        float[][] found = run(graph(Precision.FLOAT32), windows);

        for (int i = 0; i < windows.length; i++) {
            double[] expected = NaiveForecast.of(windows[i], weights, scaling);
            for (int k = 3; k < 8; k++) {
                expected[k] += shift.shifts()[k - 3];
            }
            Arrays.sort(expected, 3, 8);
            float[] logits = {(float) expected[0], (float) expected[1], (float) expected[2]};
            float[] probabilities = Logits.probabilities(logits, TEMPERATURE);
            for (int k = 0; k < 3; k++) {
                assertThat(found[i][k]).isCloseTo(probabilities[k], within(1e-5f));
            }
            for (int k = 3; k < 8; k++) {
                assertThat((double) found[i][k]).isCloseTo(expected[k], within(1e-5));
                assertThat(found[i][k]).isGreaterThanOrEqualTo(k == 3 ? -100 : found[i][k - 1]);
            }
        }
    }

    @Test
    void keepsToTheOperatorSetAndSaysItsShapes() throws Exception {
        ModelProto whole = ModelProto.parseFrom(graph(Precision.FLOAT32));
        ModelProto small = ModelProto.parseFrom(graph(Precision.INT8));

        assertThat(whole.getOpsetImportList()).hasSize(1);
        assertThat(whole.getOpsetImport(0).getVersion()).isEqualTo(OnnxGraph.OPSET);
        assertThat(whole.getGraph().getNodeList())
                .allMatch(node -> node.getDomain().isEmpty());
        assertThat(whole.getGraph()
                        .getInput(0)
                        .getType()
                        .getTensorType()
                        .getShape()
                        .getDimList())
                .extracting(dim -> dim.getDimValue())
                .containsExactly(0L, (long) ROWS, (long) WIDTH);
        assertThat(small.getOpsetImportList())
                .extracting(set -> set.getDomain())
                .containsExactly("", "com.microsoft");
    }

    @Test
    void staysCloseWithWeightsOfEightBits() throws OrtException {
        float[] window = floats(ROWS * WIDTH);

        float[] whole = run(graph(Precision.FLOAT32), window)[0];
        float[] small = run(graph(Precision.INT8), window)[0];

        assertThat(small).isNotEqualTo(whole).containsExactly(whole, within(0.05f));
    }

    private byte[] graph(Precision precision) {
        return ForecastExport.toOnnx(weights, scaling, calibration, shift, ROWS, precision);
    }

    private static float[][] run(byte[] graph, float[]... windows) throws OrtException {
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

    private ForecastWeights weights(int filters, int hidden) {
        int attention = 4;
        int dense = 5;
        return new ForecastWeights(
                3,
                layer(filters, WIDTH * 3),
                new LstmWeights(
                        floats(4 * hidden * filters),
                        floats(4 * hidden * hidden),
                        floats(4 * hidden),
                        floats(4 * hidden)),
                layer(attention, hidden),
                floats(attention),
                layer(dense, 2 * hidden),
                layer(8, dense));
    }

    private DenseWeights layer(int outputs, int inputs) {
        return new DenseWeights(floats(outputs * inputs), floats(outputs));
    }

    private float[] floats(int count) {
        float[] result = new float[count];
        for (int i = 0; i < count; i++) {
            result[i] = (float) random.nextGaussian() * 0.7f;
        }
        return result;
    }
}
