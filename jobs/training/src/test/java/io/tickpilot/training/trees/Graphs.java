package io.tickpilot.training.trees;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.tickpilot.training.dataset.Samples;
import java.util.Map;

/** Runs exported graphs. */
final class Graphs {
    private Graphs() {}

    /** Outputs for all windows. */
    static float[][] run(byte[] graph, Samples samples) throws OrtException {
        float[][] windows = new float[samples.size()][];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = samples.window(i);
        }
        return run(graph, windows);
    }

    static float[][] run(byte[] graph, float[][] windows) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(graph);
                OnnxTensor input = OnnxTensor.createTensor(environment, windows);
                OrtSession.Result result = session.run(Map.of("window", input))) {
            return (float[][]) result.get(0).getValue();
        }
    }
}
