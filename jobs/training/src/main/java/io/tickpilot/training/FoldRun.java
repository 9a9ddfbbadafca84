package io.tickpilot.training;

import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.onnx.ManifestFile;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.OnnxAgentModel;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.Split;
import io.tickpilot.training.export.Precision;
import io.tickpilot.training.report.FeatureImportance;
import io.tickpilot.training.report.FoldReport;
import io.tickpilot.training.report.SplitMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One fold, fitted, calibrated, exported and scored by the exported graph through the live loader.
 *
 * @param parity largest difference of an output between the trainer and ONNX Runtime over the validation split
 * @param quantisation what 8-bit weights cost; null when they were not tried
 * @param train outputs for the training split; null but for the published fold
 * @param test outputs for the test split
 * @param importance of each feature; empty but for the published fold
 */
public record FoldRun(
        Split split,
        FittedAgent fitted,
        Graph graph,
        double parity,
        @Nullable Quantisation quantisation,
        float @Nullable [][] train,
        float[][] validation,
        float[][] test,
        double scoreMicrosMedian,
        double scoreMicrosP99,
        List<FeatureImportance> importance) {

    /** Largest difference allowed. */
    public static final double PARITY_LIMIT = 1e-4;

    /** What is exported. */
    public record Graph(byte[] bytes, Calibration calibration, Precision precision) {}

    /** @param folder gets the model's files but for its README */
    static FoldRun of(
            AgentTrainer trainer,
            Split split,
            FittedAgent fitted,
            Path folder,
            boolean published,
            long seed,
            Function<Graph, ModelManifest> manifests)
            throws IOException {
        float[][] raw = fitted.validationRaw();
        Calibration.Method method = trainer.kind().votes() ? trainer.calibration() : Calibration.Method.NONE;
        Calibration calibration = method.fit(raw, split.validation());
        FeatureSchema schema = trainer.schema();
        if (schema != null) {
            Files.writeString(folder.resolve(OnnxModels.SCHEMA_NAME), schema.toYaml());
        }
        Graph graph = new Graph(fitted.toOnnx(calibration), calibration, Precision.FLOAT32);
        float[][] validation = written(graph, folder, manifests, split.validation());
        double parity = parity(raw, calibration, validation);
        if (!(parity <= PARITY_LIMIT)) {
            throw new TrainingException("exported model does not reproduce the trainer's output: max-abs-diff=" + parity
                    + " limit=" + PARITY_LIMIT);
        }
        Quantisation quantisation = null;
        byte[] bytes = fitted.toInt8(calibration);
        if (bytes != null) {
            Graph small = new Graph(bytes, calibration, Precision.INT8);
            float[][] outputs = written(small, folder, manifests, split.validation());
            quantisation = Quantisation.of(validation, outputs, split.validation());
            if (quantisation.isAccepted()) {
                graph = small;
                validation = outputs;
            } else {
                write(graph, folder, manifests);
            }
        }
        try (OnnxAgentModel model = OnnxModels.open(folder)) {
            long[] nanos = new long[split.test().size()];
            float[][] test = score(model, split.test(), nanos);
            float[][] train = published ? score(model, split.train(), null) : null;
            Arrays.sort(nanos);
            return new FoldRun(
                    split,
                    fitted,
                    graph,
                    parity,
                    quantisation,
                    train,
                    validation,
                    test,
                    nanos[nanos.length / 2] * 1e-3,
                    nanos[nanos.length * 99 / 100] * 1e-3,
                    published ? Importance.of(model, split.test(), seed) : List.of());
        }
    }

    private static void write(Graph graph, Path folder, Function<Graph, ModelManifest> manifests) throws IOException {
        Files.write(folder.resolve(OnnxModels.GRAPH_NAME), graph.bytes());
        ManifestFile.write(manifests.apply(graph), folder.resolve(ManifestFile.NAME));
    }

    /** Writes a graph and scores samples by it through the live loader. */
    private static float[][] written(
            Graph graph, Path folder, Function<Graph, ModelManifest> manifests, Samples samples) throws IOException {
        write(graph, folder, manifests);
        try (OnnxAgentModel model = OnnxModels.open(folder)) {
            return score(model, samples, null);
        }
    }

    /** Outputs of the graph, one row a sample. */
    static float[][] score(OnnxAgentModel model, Samples samples, long @Nullable [] nanos) {
        int outputs = model.kind().outputs().size();
        float[][] result = new float[samples.size()][outputs];
        float[] window = new float[samples.windowLength()];
        for (int i = 0; i < result.length; i++) {
            samples.window(i, window, 0);
            long began = System.nanoTime();
            model.score(window, result[i]);
            if (nanos != null) {
                nanos[i] = System.nanoTime() - began;
            }
        }
        return result;
    }

    private static double parity(float[][] raw, Calibration calibration, float[][] outputs) {
        double largest = 0;
        for (int i = 0; i < raw.length; i++) {
            float[] expected = calibration.apply(raw[i]);
            for (int k = 0; k < expected.length; k++) {
                largest = Math.max(largest, Math.abs(expected[k] - outputs[i][k]));
            }
        }
        return largest;
    }

    FoldReport report(boolean votes) {
        double[] prior = split.train().shares();
        return new FoldReport(
                split.train().size(),
                split.validation().size(),
                split.test().size(),
                split.test().get(0).timeMicros(),
                split.test().get(split.test().size() - 1).timeMicros(),
                split.dropped(),
                split.thinned(),
                graph.calibration().temperature(),
                parity,
                votes ? SplitMetrics.of(test, split.test(), prior) : null);
    }
}
