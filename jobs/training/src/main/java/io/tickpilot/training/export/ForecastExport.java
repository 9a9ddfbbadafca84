package io.tickpilot.training.export;

import static io.tickpilot.training.export.OnnxGraph.integer;
import static io.tickpilot.training.export.OnnxGraph.integers;

import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.calibration.QuantileShift;
import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.network.ForecastWeights;
import io.tickpilot.training.network.Quantiles;
import java.util.List;

/**
 * A fitted forecast as one ONNX graph from raw window to calibrated probabilities and quantiles: scaling, causal convolution, LSTM,
 * attention, dense, head, moved quantiles. Dropout is absent, as it is when PyTorch evaluates.
 */
public final class ForecastExport {
    private ForecastExport() {}

    public static byte[] toOnnx(
            ForecastWeights weights,
            Scaling scaling,
            Calibration calibration,
            QuantileShift shift,
            int lookback,
            Precision precision) {
        int features = scaling.mean().length;
        int filters = weights.convolution().outputs();
        OnnxGraph graph = new OnnxGraph("price_prediction", precision)
                .input("window", lookback, features)
                .output("forecast", Label.COUNT + Quantiles.COUNT)
                .scaled("window", scaling, "scaled")
                .node("Transpose", List.of("scaled"), List.of("channels"), integers("perm", 0, 2, 1))
                .constant("filter_weight", weights.convolution().weight(), filters, features, weights.kernel())
                .constant("filter_bias", weights.convolution().bias(), filters)
                .node(
                        "Conv",
                        List.of("channels", "filter_weight", "filter_bias"),
                        List.of("filtered"),
                        integers("kernel_shape", weights.kernel()),
                        integers("pads", weights.kernel() - 1, 0))
                .node("Relu", List.of("filtered"), List.of("causal"))
                .node("Transpose", List.of("causal"), List.of("time_first"), integers("perm", 2, 0, 1));
        LstmNode.add(graph, List.of(weights.lstm()), precision, "time_first", List.of("all_states", "last_states"));
        attend(graph, weights);
        graph.node("Concat", List.of("attended", "last"), List.of("both"), integer("axis", 1))
                .dense("dense", weights.dense(), "both", "dense")
                .node("Relu", List.of("dense"), List.of("active"))
                .dense("head", weights.head(), "active", "numbers")
                .longs("parts", Label.COUNT, 1, Quantiles.COUNT - 1L)
                .node("Split", List.of("numbers", "parts"), List.of("logits", "first", "raw"), integer("axis", 1))
                .node("Softplus", List.of("raw"), List.of("distances"))
                .node("Concat", List.of("first", "distances"), List.of("steps"), integer("axis", 1))
                .scalar("quantile_axis", 1)
                .node("CumSum", List.of("steps", "quantile_axis"), List.of("rising"));
        shift.addTo(graph, "rising", "quantiles");
        calibration.addTo(graph, "logits", "direction");
        graph.node("Concat", List.of("direction", "quantiles"), List.of("forecast"), integer("axis", 1));
        return graph.toBytes();
    }

    /** Of the states {@code [rows, 1, batch, hidden]} their mean by learned shares and the last, both {@code [batch, hidden]}. */
    private static void attend(OnnxGraph graph, ForecastWeights weights) {
        int hidden = weights.attention().inputs();
        int units = weights.attention().outputs();
        graph.longs("direction_axis", 1)
                .longs("first_axis", 0)
                .constant("attention_weight", transposed(weights.attention().weight(), hidden), hidden, units)
                .constant("attention_bias", weights.attention().bias(), units)
                .constant("energy_weight", weights.energy(), units, 1)
                .node("Squeeze", List.of("all_states", "direction_axis"), List.of("states"))
                .node("Squeeze", List.of("last_states", "first_axis"), List.of("last"))
                .node("MatMul", List.of("states", "attention_weight"), List.of("mixed"))
                .node("Add", List.of("mixed", "attention_bias"), List.of("shifted"))
                .node("Tanh", List.of("shifted"), List.of("bounded"))
                .node("MatMul", List.of("bounded", "energy_weight"), List.of("energy"))
                .node("Softmax", List.of("energy"), List.of("share"), integer("axis", 0))
                .node("Mul", List.of("states", "share"), List.of("shared"))
                .node("ReduceSum", List.of("shared", "first_axis"), List.of("attended"), integer("keepdims", 0));
    }

    private static float[] transposed(float[] matrix, int columns) {
        int rows = matrix.length / columns;
        float[] result = new float[matrix.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                result[column * rows + row] = matrix[row * columns + column];
            }
        }
        return result;
    }
}
