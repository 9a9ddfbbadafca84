package io.tickpilot.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.Map;

/**
 * Where a graph takes a window and gives its numbers.
 *
 * @param flat whether a window goes in as one row, {@code [batch, lookback * width]}, not as {@code [batch, lookback, width]}
 * @param batch windows a call takes; -1 when that is free
 */
record GraphPorts(String input, boolean flat, long batch, String output) {
    private static final int FREE = -1;

    /** @throws ModelException when the graph does not take and give what the manifest says */
    static GraphPorts of(ModelManifest manifest, OrtSession session) throws OrtException {
        Map<String, NodeInfo> inputs = session.getInputInfo();
        if (inputs.size() != 1) {
            throw new ModelException("graph must have one input: " + inputs.keySet());
        }
        NodeInfo input = inputs.values().iterator().next();
        long[] rows = {1, manifest.lookback(), manifest.width()};
        long[] flat = {1, manifest.windowLength()};
        long[] given = floats("input", input, rows);
        boolean isFlat = fits(given, flat);
        if (!isFlat && !fits(given, rows)) {
            throw new ModelException(
                    problem("input", rows) + " or " + Arrays.toString(flat) + ": FLOAT " + Arrays.toString(given));
        }
        NodeInfo output = output(manifest, session.getOutputInfo());
        long[] numbers = {1, manifest.outputs().size()};
        long[] found = floats("output", output, numbers);
        if (!fits(found, numbers)) {
            throw new ModelException(problem("output", numbers) + ": FLOAT " + Arrays.toString(found));
        }
        return new GraphPorts(input.getName(), isFlat, given[0] == FREE ? FREE : 1, output.getName());
    }

    /** The input's shape for a number of windows. */
    long[] inputShape(int windows, ModelManifest manifest) {
        return flat
                ? new long[] {windows, manifest.windowLength()}
                : new long[] {windows, manifest.lookback(), manifest.width()};
    }

    private static NodeInfo output(ModelManifest manifest, Map<String, NodeInfo> outputs) {
        if (manifest.outputName().isEmpty()) {
            if (outputs.size() != 1) {
                throw new ModelException(
                        "graph has several outputs, name the one that counts by outputName: " + outputs.keySet());
            }
            return outputs.values().iterator().next();
        }
        NodeInfo named = outputs.get(manifest.outputName());
        if (named == null) {
            throw new ModelException(
                    "graph has no output " + manifest.outputName() + ", see outputName: " + outputs.keySet());
        }
        return named;
    }

    private static long[] floats(String what, NodeInfo node, long[] expected) {
        if (!(node.getInfo() instanceof TensorInfo tensor)) {
            throw new ModelException(problem(what, expected) + ", export without maps (zipmap=False): "
                    + ManifestFile.firstLine(String.valueOf(node.getInfo())));
        }
        if (tensor.type != OnnxJavaType.FLOAT) {
            throw new ModelException(
                    problem(what, expected) + ": " + tensor.type + " " + Arrays.toString(tensor.getShape()));
        }
        return tensor.getShape();
    }

    private static String problem(String what, long[] expected) {
        return "graph's " + what + " must be floats of shape " + Arrays.toString(expected);
    }

    private static boolean fits(long[] shape, long[] expected) {
        boolean fits = shape.length == expected.length;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = shape[i] == expected[i] || shape[i] == FREE;
        }
        return fits;
    }
}
