package io.tickpilot.onnx;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tickpilot.core.agent.AgentKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What a model says about itself, stored as {@code manifest.json} beside {@code model.onnx}. The graph takes raw feature
 * values: normalisation and calibration are recorded here for the reader and are baked into the graph, so nobody who
 * loads a model can forget them.
 *
 * @param agent name strategies refer to
 * @param kind what the outputs mean; DIRECTION when the file does not say
 * @param schemaHash of the feature schema it was trained on, a window of any other is refused at load; of a stack {@link
 *     #stackHash}
 * @param lookback rows of a window, oldest first; 1 for a stack
 * @param width features of a row; of a stack three probabilities for each agent it reads
 * @param reads agents whose probabilities are a stack's window, in order; empty for a model that reads features
 * @param outputs names of the numbers it gives, those of {@link AgentKind#outputs()} in their order
 * @param outputName of the graph's output that holds them; empty when it has no other
 * @param precision of the weights: {@code float32}, also when the file does not say, or {@code int8}
 * @param normalisation one mean and std per feature, or none at all when the graph needs no scaling or keeps it to itself
 * @param metrics measured on the held-out test split unless the name says otherwise
 * @param sha256 of model.onnx, lower-case hexadecimal
 * @param opset of the default ONNX operator set
 */
@JsonPropertyOrder({
    "agent",
    "version",
    "kind",
    "schemaName",
    "schemaHash",
    "lookback",
    "width",
    "reads",
    "outputs",
    "outputName",
    "precision",
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
        AgentKind kind,
        String schemaName,
        String schemaHash,
        int lookback,
        int width,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> reads,
        List<String> outputs,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String outputName,
        String precision,
        Normalisation normalisation,
        Calibration calibration,
        Training training,
        Map<String, Double> metrics,
        String sha256,
        int opset,
        String createdBy) {

    /** Names of the probabilities of a direction, in the only order there is. */
    public static final List<String> OUTPUTS = AgentKind.DIRECTION.outputs();

    /** Precision of a model whose weights are floats. */
    public static final String FLOAT32 = "float32";

    /** Of an agent that reads features and gives a direction by the graph's only output. */
    public ModelManifest(
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
        this(
                agent,
                version,
                AgentKind.DIRECTION,
                schemaName,
                schemaHash,
                lookback,
                width,
                List.of(),
                outputs,
                "",
                FLOAT32,
                normalisation,
                calibration,
                training,
                metrics,
                sha256,
                opset,
                createdBy);
    }

    /** The same of another kind, with that kind's outputs. */
    public ModelManifest ofKind(AgentKind other) {
        return new ModelManifest(
                agent,
                version,
                other,
                schemaName,
                schemaHash,
                lookback,
                width,
                reads,
                other.outputs(),
                outputName,
                precision,
                normalisation,
                calibration,
                training,
                metrics,
                sha256,
                opset,
                createdBy);
    }

    /** The same for a graph with several outputs. */
    public ModelManifest withOutputName(String name) {
        return new ModelManifest(
                agent,
                version,
                kind,
                schemaName,
                schemaHash,
                lookback,
                width,
                reads,
                outputs,
                name,
                precision,
                normalisation,
                calibration,
                training,
                metrics,
                sha256,
                opset,
                createdBy);
    }

    /** The same with weights of another precision. */
    public ModelManifest withPrecision(String other) {
        return new ModelManifest(
                agent,
                version,
                kind,
                schemaName,
                schemaHash,
                lookback,
                width,
                reads,
                outputs,
                outputName,
                other,
                normalisation,
                calibration,
                training,
                metrics,
                sha256,
                opset,
                createdBy);
    }

    /** The same for a stack that reads these agents. */
    public ModelManifest reading(List<String> agents) {
        return new ModelManifest(
                agent,
                version,
                kind,
                "stack",
                stackHash(agents),
                1,
                AgentKind.DIRECTIONS * agents.size(),
                List.copyOf(agents),
                outputs,
                outputName,
                precision,
                normalisation,
                calibration,
                training,
                metrics,
                sha256,
                opset,
                createdBy);
    }

    /** What stands in the place of a schema's hash for a stack: SHA-256 over {@code stack:} and the names, joined by commas. */
    public static String stackHash(List<String> agents) {
        return OnnxModels.sha256(("stack:" + String.join(",", agents)).getBytes(StandardCharsets.UTF_8));
    }

    /** Numbers of a window. */
    int windowLength() {
        return lookback * width;
    }

    /**
     * {@code (raw - mean) / std}, one mean and std per feature, taken from the training split alone.
     *
     * @param insideGraph always true: the graph takes raw values
     */
    public record Normalisation(boolean insideGraph, List<Double> mean, List<Double> std) {}

    /**
     * How raw scores became probabilities, fitted on the validation split.
     *
     * @param insideGraph always true: the graph gives calibrated probabilities
     * @param method {@code temperature}, a softmax of logits over {@code temperature}, which is 1 for every other method
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
