package io.tickpilot.training.export;

import static io.tickpilot.training.export.OnnxGraph.integers;

import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.network.BiLstmWeights;
import java.util.List;

/**
 * A fitted network as one ONNX graph from raw window to calibrated probabilities: scaling, one bidirectional LSTM, dense,
 * logits, calibration. Dropout is absent, as it is when PyTorch evaluates.
 */
public final class BiLstmExport {
    private BiLstmExport() {}

    public static byte[] toOnnx(
            BiLstmWeights weights, Scaling scaling, Calibration calibration, int lookback, Precision precision) {
        int features = weights.forward().features();
        OnnxGraph graph = new OnnxGraph("technical", precision)
                .input("window", lookback, features)
                .output("probabilities", weights.logits().outputs())
                .scaled("window", scaling, "scaled")
                .node("Transpose", List.of("scaled"), List.of("time_first"), integers("perm", 1, 0, 2));
        LstmNode.add(
                graph,
                List.of(weights.forward(), weights.backward()),
                precision,
                "time_first",
                List.of("", "last_states"));
        graph.longs("state_shape", -1, weights.dense().inputs())
                .node("Transpose", List.of("last_states"), List.of("batch_first"), integers("perm", 1, 0, 2))
                .node("Reshape", List.of("batch_first", "state_shape"), List.of("state"))
                .dense("dense", weights.dense(), "state", "dense")
                .node("Relu", List.of("dense"), List.of("active"))
                .dense("logit", weights.logits(), "active", "logits");
        calibration.addTo(graph, "logits", "probabilities");
        return graph.toBytes();
    }
}
