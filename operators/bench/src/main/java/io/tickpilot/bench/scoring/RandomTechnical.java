package io.tickpilot.bench.scoring;

import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.onnx.ManifestFile;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.training.calibration.Temperature;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.export.BiLstmExport;
import io.tickpilot.training.export.OnnxGraph;
import io.tickpilot.training.export.Precision;
import io.tickpilot.training.network.BiLstmWeights;
import io.tickpilot.training.network.DenseWeights;
import io.tickpilot.training.network.LstmWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A technical agent's network with random weights, exported as a trained one is: what a score costs does not depend on what was
 * learnt.
 */
record RandomTechnical(int hidden, Precision precision) {
    private static final int DENSE = 64;
    private static final double SPREAD = 0.1;

    /** Writes a model folder that {@link OnnxModels#open} takes. */
    void write(Path folder) throws IOException {
        FeatureSchema schema = FeatureSchema.technicalV1();
        int width = schema.width();
        SplittableRandom random = new SplittableRandom(hidden);
        BiLstmWeights weights = new BiLstmWeights(
                lstm(random, width),
                lstm(random, width),
                new DenseWeights(floats(random, DENSE * 2 * hidden), floats(random, DENSE)),
                new DenseWeights(floats(random, 3 * DENSE), floats(random, 3)));
        float[] ones = new float[width];
        Arrays.fill(ones, 1);
        byte[] graph = BiLstmExport.toOnnx(
                weights, new Scaling(new float[width], ones), new Temperature(1), schema.lookback(), precision);
        Files.createDirectories(folder);
        Files.write(folder.resolve(OnnxModels.GRAPH_NAME), graph);
        Files.writeString(folder.resolve(OnnxModels.SCHEMA_NAME), schema.toYaml());
        ManifestFile.write(manifest(schema, OnnxModels.sha256(graph)), folder.resolve(ManifestFile.NAME));
    }

    private ModelManifest manifest(FeatureSchema schema, String sha256) {
        return new ModelManifest(
                        "technical",
                        "random-" + hidden,
                        schema.name(),
                        schema.hash(),
                        schema.lookback(),
                        schema.width(),
                        ModelManifest.OUTPUTS,
                        new ModelManifest.Normalisation(true, List.of(), List.of()),
                        new ModelManifest.Calibration(true, "temperature", 1),
                        new ModelManifest.Training(
                                "none, random weights",
                                List.of(),
                                "1970-01-01T00:00:00Z",
                                "1970-01-01T00:00:00Z",
                                0,
                                0,
                                ""),
                        Map.of(),
                        sha256,
                        OnnxGraph.OPSET,
                        "tickpilot bench scoring")
                .withPrecision(precision.key());
    }

    private LstmWeights lstm(SplittableRandom random, int width) {
        return new LstmWeights(
                floats(random, 4 * hidden * width),
                floats(random, 4 * hidden * hidden),
                floats(random, 4 * hidden),
                floats(random, 4 * hidden));
    }

    private static float[] floats(SplittableRandom random, int count) {
        float[] result = new float[count];
        for (int i = 0; i < count; i++) {
            result[i] = (float) random.nextGaussian(0, SPREAD);
        }
        return result;
    }
}
