package io.tickpilot.training.export;

import static io.tickpilot.training.export.OnnxGraph.integer;
import static io.tickpilot.training.export.OnnxGraph.integers;
import static io.tickpilot.training.export.OnnxGraph.text;

import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.network.BiLstmWeights;
import java.util.List;

/**
 * A fitted network as one ONNX graph from raw window to calibrated probabilities: scaling, one bidirectional LSTM, dense,
 * logits, calibration. Dropout is absent, as it is when PyTorch evaluates.
 */
public final class BiLstmExport {
    /** ONNX wants the gates input, output, forget, cell; PyTorch keeps input, forget, cell, output. */
    private static final int[] TORCH_GATE = {0, 3, 1, 2};

    private static final int GATES = TORCH_GATE.length;
    private static final int DIRECTIONS = 2;

    private BiLstmExport() {}

    public static byte[] toOnnx(BiLstmWeights weights, Scaling scaling, Calibration calibration, int lookback) {
        int hidden = weights.hidden();
        int features = weights.features();
        OnnxGraph graph = new OnnxGraph("technical")
                .input("window", lookback, features)
                .output("probabilities", Label.COUNT)
                .constant("mean", scaling.mean(), features)
                .constant("std", scaling.std(), features)
                .constant("lstm_input", gates(weights, Part.INPUT, features), DIRECTIONS, GATES * hidden, features)
                .constant("lstm_recurrent", gates(weights, Part.RECURRENT, hidden), DIRECTIONS, GATES * hidden, hidden)
                .constant("lstm_bias", biases(weights), DIRECTIONS, 2L * GATES * hidden)
                .constant("dense_weight", weights.denseWeight(), weights.dense(), DIRECTIONS * hidden)
                .constant("dense_bias", weights.denseBias(), weights.dense())
                .constant("logit_weight", weights.logitWeight(), Label.COUNT, weights.dense())
                .constant("logit_bias", weights.logitBias(), Label.COUNT)
                .longs("state_shape", -1, DIRECTIONS * hidden)
                .node("Sub", List.of("window", "mean"), List.of("centred"))
                .node("Div", List.of("centred", "std"), List.of("scaled"))
                .node("Transpose", List.of("scaled"), List.of("time_first"), integers("perm", 1, 0, 2))
                .node(
                        "LSTM",
                        List.of("time_first", "lstm_input", "lstm_recurrent", "lstm_bias"),
                        List.of("", "last_states"),
                        integer("hidden_size", hidden),
                        text("direction", "bidirectional"))
                .node("Transpose", List.of("last_states"), List.of("batch_first"), integers("perm", 1, 0, 2))
                .node("Reshape", List.of("batch_first", "state_shape"), List.of("state"))
                .node("Gemm", List.of("state", "dense_weight", "dense_bias"), List.of("dense"), integer("transB", 1))
                .node("Relu", List.of("dense"), List.of("active"))
                .node("Gemm", List.of("active", "logit_weight", "logit_bias"), List.of("logits"), integer("transB", 1));
        calibration.addTo(graph, "logits", "probabilities");
        return graph.toBytes();
    }

    private enum Part {
        INPUT,
        RECURRENT;

        float[] of(BiLstmWeights.Direction direction) {
            return this == INPUT ? direction.input() : direction.recurrent();
        }
    }

    private static float[] gates(BiLstmWeights weights, Part part, int columns) {
        int block = weights.hidden() * columns;
        float[] result = new float[DIRECTIONS * GATES * block];
        copyGates(part.of(weights.forward()), result, 0, block);
        copyGates(part.of(weights.backward()), result, GATES * block, block);
        return result;
    }

    /** Per direction the input biases, then the recurrent ones. */
    private static float[] biases(BiLstmWeights weights) {
        int hidden = weights.hidden();
        int block = GATES * hidden;
        float[] result = new float[DIRECTIONS * 2 * block];
        copyGates(weights.forward().inputBias(), result, 0, hidden);
        copyGates(weights.forward().recurrentBias(), result, block, hidden);
        copyGates(weights.backward().inputBias(), result, 2 * block, hidden);
        copyGates(weights.backward().recurrentBias(), result, 3 * block, hidden);
        return result;
    }

    private static void copyGates(float[] torch, float[] onnx, int offset, int block) {
        for (int gate = 0; gate < GATES; gate++) {
            System.arraycopy(torch, TORCH_GATE[gate] * block, onnx, offset + gate * block, block);
        }
    }
}
