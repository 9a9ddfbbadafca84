package io.tickpilot.local.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.tickpilot.local.models.BenchResult.Batch;
import io.tickpilot.onnx.GraphDescription;
import io.tickpilot.onnx.ManifestFile;
import io.tickpilot.onnx.ModelException;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.OnnxAgentModel;
import io.tickpilot.onnx.OnnxModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Measures a model as the engine uses it, beside ONNX Runtime alone. */
public final class ModelBench {
    private static final int[] BATCHES = {1, 2, 4, 8, 16, 32, 64};
    private static final int WINDOWS = 256;
    private static final int TURN = 20;
    private static final int FURTHER = 4;
    private static final double WARM_UP = 0.3;

    private ModelBench() {}

    /**
     * @param windows to score, in turn; without any, seeded random numbers of -1 to 1
     * @param seconds for single scores, and as long for all batches together
     */
    public static BenchResult run(Path folder, List<float[]> windows, double seconds) throws IOException {
        ModelManifest manifest = ManifestFile.read(folder.resolve(ManifestFile.NAME));
        List<float[]> scored = windows.isEmpty() ? random(manifest.lookback() * manifest.width()) : windows;
        long before = residentKib();
        try (OnnxAgentModel model = OnnxModels.open(folder)) {
            long first = residentKib() - before;
            long next = further(folder);
            byte[] graph = OnnxModels.read(folder.resolve(OnnxModels.GRAPH_NAME));
            try (SessionOptions options = options();
                    OrtSession session = OrtEnvironment.getEnvironment().createSession(graph, options)) {
                return measure(model, session, GraphDescription.of(graph), scored, seconds, first, next);
            }
        } catch (OrtException e) {
            throw new ModelException(folder + ": ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    private static BenchResult measure(
            OnnxAgentModel model,
            OrtSession session,
            GraphDescription graph,
            List<float[]> windows,
            double seconds,
            long firstKib,
            long nextKib)
            throws OrtException {
        Times engine = new Times();
        Times direct = new Times();
        float[] outputs = new float[model.kind().outputs().size()];
        long began = System.nanoTime();
        int at = 0;
        try (Direct one = new Direct(session, graph, model.manifest(), 1)) {
            while (secondsSince(began) < seconds) {
                boolean warm = secondsSince(began) > WARM_UP * seconds;
                for (int i = 0; i < TURN; i++) {
                    float[] window = windows.get((at + i) % windows.size());
                    long start = System.nanoTime();
                    model.score(window, outputs);
                    engine.add(System.nanoTime() - start, warm);
                }
                for (int i = 0; i < TURN; i++) {
                    one.input.put(0, windows.get((at + i) % windows.size()));
                    long start = System.nanoTime();
                    one.run();
                    direct.add(System.nanoTime() - start, warm);
                }
                at += TURN;
            }
        }
        return new BenchResult(
                model.agent(),
                model.version(),
                engine.count,
                engine.percentileMicros(0.5),
                engine.percentileMicros(0.99),
                direct.percentileMicros(0.5),
                direct.percentileMicros(0.99),
                batches(model, session, graph, windows, seconds / BATCHES.length),
                firstKib,
                nextKib);
    }

    private static List<Batch> batches(
            OnnxAgentModel model, OrtSession session, GraphDescription graph, List<float[]> windows, double seconds)
            throws OrtException {
        if (graph.inputs().get(0).shape().get(0) != -1) {
            return List.of();
        }
        List<Batch> batches = new ArrayList<>();
        int length = windows.get(0).length;
        int numbers = model.kind().outputs().size();
        for (int size : BATCHES) {
            try (Direct together = new Direct(session, graph, model.manifest(), size)) {
                for (int i = 0; i < size; i++) {
                    together.input.put(i * length, windows.get(i % windows.size()));
                }
                together.run();
                boolean equal = true;
                float[] alone = new float[numbers];
                float[] among = new float[numbers];
                for (int i = 0; i < size; i++) {
                    model.score(windows.get(i % windows.size()), alone);
                    together.output.get(i * numbers, among);
                    equal &= Arrays.equals(alone, among);
                }
                long runs = 0;
                long began = System.nanoTime();
                double took = 0;
                while (took < seconds) {
                    together.run();
                    runs++;
                    took = secondsSince(began);
                }
                batches.add(new Batch(size, runs * size / took, equal));
            }
        }
        return batches;
    }

    private static long further(Path folder) throws IOException {
        List<OnnxAgentModel> models = new ArrayList<>();
        long before = residentKib();
        try {
            for (int i = 0; i < FURTHER; i++) {
                models.add(OnnxModels.open(folder));
            }
            return (residentKib() - before) / FURTHER;
        } finally {
            models.forEach(OnnxAgentModel::close);
        }
    }

    /** 0 where the system does not tell. */
    private static long residentKib() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    private static SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        return options;
    }

    private static List<float[]> random(int length) {
        SplittableRandom random = new SplittableRandom(7);
        List<float[]> windows = new ArrayList<>();
        for (int i = 0; i < WINDOWS; i++) {
            float[] window = new float[length];
            for (int k = 0; k < length; k++) {
                window[k] = (float) random.nextDouble(-1, 1);
            }
            windows.add(window);
        }
        return windows;
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) * 1e-9;
    }

    /** ONNX Runtime with pinned tensors for so many windows. */
    private static final class Direct implements AutoCloseable {
        final FloatBuffer input;
        final FloatBuffer output;
        private final OrtSession session;
        private final OnnxTensor inputTensor;
        private final OnnxTensor outputTensor;
        private final Map<String, OnnxTensor> inputs;
        private final Map<String, OnnxTensor> outputs;

        Direct(OrtSession session, GraphDescription graph, ModelManifest manifest, int windows) throws OrtException {
            this.session = session;
            GraphDescription.Port in = graph.inputs().get(0);
            int numbers = manifest.outputs().size();
            input = floats(windows * manifest.lookback() * manifest.width());
            output = floats(windows * numbers);
            long[] shape = in.shape().size() == 2
                    ? new long[] {windows, (long) manifest.lookback() * manifest.width()}
                    : new long[] {windows, manifest.lookback(), manifest.width()};
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            inputTensor = OnnxTensor.createTensor(environment, input, shape);
            outputTensor = OnnxTensor.createTensor(environment, output, new long[] {windows, numbers});
            inputs = Map.of(in.name(), inputTensor);
            String name =
                    manifest.outputName().isEmpty() ? graph.outputs().get(0).name() : manifest.outputName();
            outputs = Map.of(name, outputTensor);
        }

        void run() throws OrtException {
            session.run(inputs, Set.of(), outputs).close();
        }

        @Override
        public void close() {
            inputTensor.close();
            outputTensor.close();
        }

        private static FloatBuffer floats(int length) {
            return ByteBuffer.allocateDirect(length * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
    }

    /** Durations of many calls. */
    private static final class Times {
        private long[] nanos = new long[4_096];
        private int count;

        void add(long each, boolean counts) {
            if (!counts) {
                return;
            }
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = each;
        }

        double percentileMicros(double share) {
            if (count == 0) {
                return Double.NaN;
            }
            Arrays.sort(nanos, 0, count);
            return nanos[Math.min(count - 1, (int) (share * count))] * 1e-3;
        }
    }
}
