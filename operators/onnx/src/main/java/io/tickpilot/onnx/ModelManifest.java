package io.tickpilot.onnx;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/**
 * What a model says about itself, stored as {@code manifest.json} beside {@code model.onnx}. The graph takes raw feature
 * values: normalisation and calibration are recorded here for the reader and are baked into the graph, so nobody who
 * loads a model can forget them.
 *
 * @param agent name strategies refer to
 * @param schemaHash of the feature schema it was trained on; a window of any other is refused at load
 * @param lookback rows of a window, oldest first
 * @param width features of a row
 * @param outputs order of the probabilities, always {@code sell, hold, buy}
 * @param metrics measured on the held-out test split unless the name says otherwise
 * @param sha256 of model.onnx, lower-case hexadecimal
 * @param opset of the default ONNX operator set
 */
@JsonPropertyOrder({
    "agent",
    "version",
    "schemaName",
    "schemaHash",
    "lookback",
    "width",
    "outputs",
    "normalisation",
    "calibration",
    "training",
    "metrics",
    "sha256",
    "opset",
    "createdBy"
})
public record ModelManifest(
        String agent,
        String version,
        String schemaName,
        String schemaHash,
        int lookback,
        int width,
        List<String> outputs,
        Normalisation normalisation,
        Calibration calibration,
        Training training,
        Map<String, Double> metrics,
        String sha256,
        int opset,
        String createdBy) {

    /** The only order of probabilities there is. */
    public static final List<String> OUTPUTS = List.of("sell", "hold", "buy");

    /**
     * {@code (raw - mean) / std}, one mean and std per feature, taken from the training split alone.
     *
     * @param insideGraph always true: the graph takes raw values
     */
    public record Normalisation(boolean insideGraph, List<Double> mean, List<Double> std) {}

    /**
     * Softmax of logits over a temperature fitted on the validation split.
     *
     * @param insideGraph always true: the graph gives calibrated probabilities
     */
    public record Calibration(boolean insideGraph, String method, double temperature) {}

    /**
     * What the model has seen.
     *
     * @param from ISO 8601 instant of the first tick, {@code to} of the last
     * @param samples of the training split
     */
    public record Training(
            String data, List<String> symbols, String from, String to, int samples, long seed, String labels) {}
}
