package io.tickpilot.training.export;

import static io.tickpilot.training.export.OnnxGraph.integer;
import static io.tickpilot.training.export.OnnxGraph.text;

import io.tickpilot.training.network.LstmWeights;
import java.util.List;

/**
 * Adds an LSTM to a graph, in one direction or both. With {@link Precision#INT8} it is ONNX Runtime's DynamicQuantizeLSTM: weights
 * symmetric in 8 bits with one scale for each gate's unit, inputs quantised as they come. Their range is taken over the whole
 * batch, so that a window's score would depend on the windows scored with it: such a graph takes one window at a time.
 */
final class LstmNode {
    /** ONNX wants the gates input, output, forget, cell; PyTorch keeps input, forget, cell, output. */
    private static final int[] TORCH_GATE = {0, 3, 1, 2};

    private static final int GATES = TORCH_GATE.length;
    private static final float HIGHEST_BYTE = 127;

    private final List<LstmWeights> directions;
    private final int hidden;

    private LstmNode(List<LstmWeights> directions) {
        this.directions = directions;
        this.hidden = directions.get(0).hidden();
    }

    /**
     * @param directions forward, then backward if there is one
     * @param input {@code [rows, batch, features]}
     * @param outputs names of all states {@code [rows, directions, batch, hidden]} and the last ones {@code [directions, batch,
     *     hidden]}; empty for what nobody reads
     */
    static void add(
            OnnxGraph graph, List<LstmWeights> directions, Precision precision, String input, List<String> outputs) {
        new LstmNode(directions).add(graph, precision, input, outputs);
    }

    private void add(OnnxGraph graph, Precision precision, String input, List<String> outputs) {
        int count = directions.size();
        int rows = GATES * hidden;
        graph.constant("lstm_bias", biases(), count, 2L * rows);
        String direction = count == 1 ? "forward" : "bidirectional";
        int features = directions.get(0).features();
        float[] inputs = gates(true, features);
        float[] recurrent = gates(false, hidden);
        if (precision == Precision.FLOAT32) {
            graph.constant("lstm_input", inputs, count, rows, features)
                    .constant("lstm_recurrent", recurrent, count, rows, hidden)
                    .node(
                            "LSTM",
                            List.of(input, "lstm_input", "lstm_recurrent", "lstm_bias"),
                            outputs,
                            integer("hidden_size", hidden),
                            text("direction", direction));
            return;
        }
        quantised(graph, "lstm_input", inputs, features);
        quantised(graph, "lstm_recurrent", recurrent, hidden);
        graph.microsoftNode(
                "DynamicQuantizeLSTM",
                List.of(
                        input,
                        "lstm_input",
                        "lstm_recurrent",
                        "lstm_bias",
                        "",
                        "",
                        "",
                        "",
                        "lstm_input_scale",
                        "lstm_input_zero",
                        "lstm_recurrent_scale",
                        "lstm_recurrent_zero"),
                outputs,
                integer("hidden_size", hidden),
                text("direction", direction));
    }

    /** Adds {@code [directions][columns][gates * hidden]} bytes, which this operator wants transposed, scales and zero points. */
    private void quantised(OnnxGraph graph, String name, float[] weights, int columns) {
        int count = directions.size();
        int rows = GATES * hidden;
        byte[] bytes = new byte[weights.length];
        float[] scales = new float[count * rows];
        for (int row = 0; row < scales.length; row++) {
            float largest = 0;
            for (int column = 0; column < columns; column++) {
                largest = Math.max(largest, Math.abs(weights[row * columns + column]));
            }
            scales[row] = largest == 0 ? 1 : largest / HIGHEST_BYTE;
            int block = row / rows * columns * rows;
            for (int column = 0; column < columns; column++) {
                bytes[block + column * rows + row % rows] =
                        (byte) Math.round(weights[row * columns + column] / scales[row]);
            }
        }
        graph.bytes(name, bytes, count, columns, rows)
                .constant(name + "_scale", scales, count, rows)
                .bytes(name + "_zero", new byte[count * rows], count, rows);
    }

    private float[] gates(boolean input, int columns) {
        int block = hidden * columns;
        float[] result = new float[directions.size() * GATES * block];
        for (int i = 0; i < directions.size(); i++) {
            LstmWeights weights = directions.get(i);
            copyGates(input ? weights.input() : weights.recurrent(), result, i * GATES * block, block);
        }
        return result;
    }

    /** Per direction the input biases, then the recurrent ones. */
    private float[] biases() {
        int block = GATES * hidden;
        float[] result = new float[directions.size() * 2 * block];
        for (int i = 0; i < directions.size(); i++) {
            copyGates(directions.get(i).inputBias(), result, 2 * i * block, hidden);
            copyGates(directions.get(i).recurrentBias(), result, (2 * i + 1) * block, hidden);
        }
        return result;
    }

    private static void copyGates(float[] torch, float[] onnx, int offset, int block) {
        for (int gate = 0; gate < GATES; gate++) {
            System.arraycopy(torch, TORCH_GATE[gate] * block, onnx, offset + gate * block, block);
        }
    }
}
