package io.tickpilot.local.models;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.onnx.GraphDescription;
import io.tickpilot.onnx.ManifestFile;
import io.tickpilot.onnx.ModelException;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.OnnxAgentModel;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.training.export.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes a model folder of a graph that was trained elsewhere. The contract is checked by running it: on zeros and on the windows
 * of a simulated market. Nothing is written unless all of them score.
 */
public final class ModelImport {
    private static final int WINDOWS = 500;
    private static final long SEED = 7;

    private ModelImport() {}

    /**
     * @param engine validates and knows the instruments and resources that the schema needs
     * @throws ModelException one line, when the graph does not keep the contract
     */
    public static ImportResult run(ImportRequest request, EngineSettings engine) throws IOException {
        if (!request.outputs().equals(request.kind().outputs())) {
            throw new ConfigException(
                    "--outputs: must be " + String.join(",", request.kind().outputs()) + " for kind " + request.kind()
                            + ", reorder the graph's output: " + String.join(",", request.outputs()));
        }
        byte[] graph = OnnxModels.read(request.onnx());
        GraphDescription description;
        ModelManifest manifest;
        try {
            description = GraphDescription.of(graph);
            manifest = manifest(request, graph, description);
        } catch (ModelException e) {
            throw new ModelException(request.onnx() + ": " + e.getMessage(), e);
        }
        try (ModelFolder draft = ModelFolder.draft(request.folder())) {
            Path folder = draft.path();
            Files.write(folder.resolve(OnnxModels.GRAPH_NAME), graph);
            FeatureSchema schema = request.schema();
            if (schema != null) {
                Files.writeString(folder.resolve(OnnxModels.SCHEMA_NAME), schema.toYaml());
            }
            ManifestFile.write(manifest, folder.resolve(ManifestFile.NAME));
            Files.writeString(folder.resolve(ModelFolder.README), readme(manifest));
            ImportResult result = run(request, folder, description, windows(request, engine));
            draft.publish();
            return result;
        }
    }

    private static ImportResult run(
            ImportRequest request, Path draft, GraphDescription description, List<float[]> windows) {
        try (OnnxAgentModel model = open(request, draft)) {
            int numbers = model.kind().outputs().size();
            float[] outputs = new float[numbers];
            double[] lowest = new double[numbers];
            double[] highest = new double[numbers];
            double[] sum = new double[numbers];
            Arrays.fill(lowest, Double.POSITIVE_INFINITY);
            Arrays.fill(highest, Double.NEGATIVE_INFINITY);
            long[] nanos = new long[windows.size()];
            for (int i = 0; i < windows.size(); i++) {
                long began = System.nanoTime();
                model.score(windows.get(i), outputs);
                nanos[i] = System.nanoTime() - began;
                String fault = model.kind().fault(outputs);
                if (!fault.isEmpty()) {
                    throw new ModelException("on window " + (i + 1) + " of " + windows.size() + " the graph " + fault
                            + ": " + Arrays.toString(outputs));
                }
                for (int k = 0; k < numbers; k++) {
                    lowest[k] = Math.min(lowest[k], outputs[k]);
                    highest[k] = Math.max(highest[k], outputs[k]);
                    sum[k] += outputs[k];
                }
            }
            Arrays.sort(nanos);
            double[] mean =
                    Arrays.stream(sum).map(each -> each / windows.size()).toArray();
            return new ImportResult(
                    request.folder(),
                    model.manifest(),
                    description,
                    windows.size(),
                    list(lowest),
                    list(mean),
                    list(highest),
                    windows.isEmpty() ? Double.NaN : nanos[nanos.length / 2] * 1e-3);
        } catch (ModelException e) {
            throw new ModelException(request.onnx() + ": " + e.getMessage(), e);
        }
    }

    /** The draft's own path means nothing to a user. */
    private static OnnxAgentModel open(ImportRequest request, Path draft) {
        try {
            return OnnxModels.open(draft);
        } catch (ModelException e) {
            String words = String.valueOf(e.getMessage());
            String graph = draft.resolve(OnnxModels.GRAPH_NAME) + ": ";
            String folder = draft + "/";
            throw new ModelException(words.replace(graph, "").replace(folder, ""), e);
        }
    }

    private static ModelManifest manifest(ImportRequest request, byte[] graph, GraphDescription description) {
        String sha256 = OnnxModels.sha256(graph);
        FeatureSchema schema = request.schema();
        ModelManifest manifest = new ModelManifest(
                request.agent(),
                request.version().isEmpty() ? "imported-" + sha256.substring(0, 8) : request.version(),
                schema == null ? "" : schema.name(),
                schema == null ? "" : schema.hash(),
                schema == null ? 1 : schema.lookback(),
                schema == null ? 1 : schema.width(),
                ModelManifest.OUTPUTS,
                new ModelManifest.Normalisation(true, List.of(), List.of()),
                new ModelManifest.Calibration(true, "as imported", 1),
                new ModelManifest.Training(request.description(), List.of(), "", "", 0, 0, "not stated"),
                Map.of(),
                sha256,
                opset(graph),
                "tickpilot models import of " + request.onnx().getFileName());
        manifest = manifest.ofKind(request.kind())
                .withOutputName(
                        request.outputName().isEmpty()
                                ? description.outputFor(request.kind().outputs().size())
                                : request.outputName());
        return request.reads().isEmpty() ? manifest : manifest.reading(request.reads());
    }

    /** Of the default operator set; 0 when the graph uses another one only. */
    private static int opset(byte[] graph) {
        try {
            return ModelProto.parseFrom(graph).getOpsetImportList().stream()
                    .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                    .mapToInt(set -> (int) set.getVersion())
                    .findFirst()
                    .orElse(0);
        } catch (InvalidProtocolBufferException e) {
            throw new ModelException("not an ONNX file: " + e.getMessage(), e);
        }
    }

    private static List<float[]> windows(ImportRequest request, EngineSettings engine) {
        FeatureSchema schema = request.schema();
        return schema == null ? madeUpVotes(request.reads().size()) : MarketWindows.simulated(schema, engine, WINDOWS);
    }

    private static List<float[]> madeUpVotes(int agents) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<float[]> windows = new ArrayList<>();
        for (int i = 0; i < WINDOWS; i++) {
            float[] window = new float[AgentKind.DIRECTIONS * agents];
            for (int at = 0; at < window.length; at += AgentKind.DIRECTIONS) {
                double first = random.nextDouble();
                double second = random.nextDouble();
                window[at] = (float) Math.min(first, second);
                window[at + 1] = (float) Math.abs(first - second);
                window[at + 2] = 1 - window[at] - window[at + 1];
            }
            windows.add(window);
        }
        return windows;
    }

    private static String readme(ModelManifest manifest) {
        return "# " + manifest.agent() + " " + manifest.version() + "\n\nImported, not trained here. "
                + (manifest.reads().isEmpty()
                        ? "Reads " + manifest.lookback() + " x " + manifest.width() + " raw features (schema `"
                                + manifest.schemaName() + "`)"
                        : "Reads the probabilities of " + String.join(", ", manifest.reads()))
                + "; gives " + String.join(", ", manifest.outputs()) + ".\nTrained on: "
                + manifest.training().data() + ".\n";
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
