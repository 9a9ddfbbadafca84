package io.tickpilot.training.sentiment;

import static io.tickpilot.training.export.OnnxGraph.integer;
import static io.tickpilot.training.export.OnnxGraph.integers;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.tickpilot.training.export.OnnxGraph;
import java.util.Arrays;
import java.util.List;

/**
 * The small text classifier as an ONNX graph with the inputs and output of an exported DistilBERT: embeddings, one convolution
 * over three tokens, the largest response of each filter, three logits over the temperature.
 */
final class SentimentExport {
    static final int OPSET = OnnxGraph.OPSET;

    private static final int PLACES = SentimentNetwork.PLACES;

    private SentimentExport() {}

    static byte[] toOnnx(SentimentNetwork network, double temperature) {
        SentimentNetwork.Shape shape = network.shape();
        float[] all = network.parameters();
        int dimension = shape.dimension();
        int filters = shape.filters();
        float[] embeddings = Arrays.copyOfRange(all, 0, shape.filterStart());
        float[] weights = Arrays.copyOfRange(all, shape.filterStart(), shape.filterBiasStart());
        float[] filterBiases = Arrays.copyOfRange(all, shape.filterBiasStart(), shape.weightStart());
        float[] toneWeights = Arrays.copyOfRange(all, shape.weightStart(), shape.biasStart());
        float[] biases = Arrays.copyOfRange(all, shape.biasStart(), shape.size());
        return new OnnxGraph("sentiment")
                .tokens("input_ids")
                .tokens("attention_mask")
                .output("logits", Tone.COUNT)
                .constant("embeddings", embeddings, shape.vocabulary(), dimension)
                .constant("filters", dimensionFirst(weights, dimension), filters, dimension, PLACES)
                .constant("filter_biases", filterBiases, filters)
                .constant("weights", toneWeights, Tone.COUNT, filters)
                .constant("biases", biases, Tone.COUNT)
                .constant("temperature", new float[] {(float) temperature}, 1)
                .longs("mask_axis", 1)
                .node("Gather", List.of("embeddings", "input_ids"), List.of("embedded"))
                .node("Transpose", List.of("embedded"), List.of("embedded_first"), integers("perm", 0, 2, 1))
                .node(
                        "Cast",
                        List.of("attention_mask"),
                        List.of("mask"),
                        integer("to", TensorProto.DataType.FLOAT_VALUE))
                .node("Unsqueeze", List.of("mask", "mask_axis"), List.of("mask_wide"))
                .node("Mul", List.of("embedded_first", "mask_wide"), List.of("present"))
                .node(
                        "Conv",
                        List.of("present", "filters", "filter_biases"),
                        List.of("responses"),
                        integers("kernel_shape", PLACES),
                        integers("pads", 1, 1))
                .node("Relu", List.of("responses"), List.of("positive_responses"))
                .node("Mul", List.of("positive_responses", "mask_wide"), List.of("own_responses"))
                .node(
                        "ReduceMax",
                        List.of("own_responses"),
                        List.of("pooled"),
                        integers("axes", 2),
                        integer("keepdims", 0))
                .node("Gemm", List.of("pooled", "weights", "biases"), List.of("raw_logits"), integer("transB", 1))
                .node("Div", List.of("raw_logits", "temperature"), List.of("logits"))
                .toBytes();
    }

    /** ONNX wants {@code [filter][dimension][place]}. */
    private static float[] dimensionFirst(float[] filters, int dimension) {
        float[] result = new float[filters.length];
        int block = PLACES * dimension;
        for (int i = 0; i < filters.length; i++) {
            int place = i % block / dimension;
            int d = i % dimension;
            result[i / block * block + d * PLACES + place] = filters[i];
        }
        return result;
    }
}
