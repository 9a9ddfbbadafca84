package io.tickpilot.onnx.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * DistilBERT for sequence classification, small and with seeded weights: as an ONNX graph of the operators an export of the
 * PyTorch model has, and {@link #logits} as plain Java over the same weights. Weights bear the names of Hugging Face's state
 * dictionary; linear layers are {@code [out, in]} as there.
 */
final class TinyDistilBert {
    static final int DIMENSION = 32;
    static final int HEADS = 2;
    static final int LAYERS = 2;
    static final int POSITIONS = 48;

    private static final int HIDDEN = 64;
    private static final double EPSILON = 1e-12;
    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
    private static final int INT64 = TensorProto.DataType.INT64_VALUE;

    private static final String SEGMENTS = "distilbert.embeddings.token_type_embeddings.weight";

    private final Map<String, float[]> weights = new LinkedHashMap<>();
    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final int labels;
    private GraphProto.Builder graph = GraphProto.newBuilder();

    TinyDistilBert(int vocabulary, int labels, long seed) {
        Random random = new Random(seed);
        this.labels = labels;
        weight(random, 1, "distilbert.embeddings.word_embeddings.weight", vocabulary, DIMENSION);
        weight(random, 0.5, "distilbert.embeddings.position_embeddings.weight", POSITIONS, DIMENSION);
        weight(random, 0.5, SEGMENTS, 2, DIMENSION);
        norm(random, "distilbert.embeddings.LayerNorm");
        for (int i = 0; i < LAYERS; i++) {
            String layer = "distilbert.transformer.layer." + i;
            for (String part : List.of("q_lin", "k_lin", "v_lin", "out_lin")) {
                linear(random, layer + ".attention." + part, DIMENSION, DIMENSION);
            }
            norm(random, layer + ".sa_layer_norm");
            linear(random, layer + ".ffn.lin1", DIMENSION, HIDDEN);
            linear(random, layer + ".ffn.lin2", HIDDEN, DIMENSION);
            norm(random, layer + ".output_layer_norm");
        }
        linear(random, "pre_classifier", DIMENSION, DIMENSION);
        linear(random, "classifier", DIMENSION, labels);
    }

    private TinyDistilBert(TinyDistilBert other) {
        this.labels = other.labels;
        this.weights.putAll(other.weights);
        this.shapes.putAll(other.shapes);
    }

    /** The same with a weight that is no number. */
    TinyDistilBert broken() {
        TinyDistilBert copy = new TinyDistilBert(this);
        copy.weights.put("classifier.bias", new float[] {Float.NaN, 0, 0});
        return copy;
    }

    byte[] toOnnx() {
        return toOnnx(INT64, -1, -1, false);
    }

    /**
     * @param type of the token ids and the mask
     * @param batch fixed, or -1
     * @param tokens fixed, or -1
     * @param segments whether it asks for token types, as BERT does
     */
    byte[] toOnnx(int type, long batch, long tokens, boolean segments) {
        graph = GraphProto.newBuilder().setName("distilbert");
        graph.addInput(value("input_ids", type, batch, tokens));
        graph.addInput(value("attention_mask", type, batch, tokens));
        graph.addOutput(value("logits", FLOAT, batch, labels));
        weights.forEach(this::initializer);
        longs("mask_axes", 1, 2);
        longs("heads_shape", 0, -1, HEADS, DIMENSION / HEADS);
        longs("joined_shape", 0, -1, DIMENSION);
        floats("root", (float) Math.sqrt(DIMENSION / HEADS));
        floats("lowest", -Float.MAX_VALUE);
        floats("unit", 1);
        floats("half", 0.5f);
        floats("root_two", (float) Math.sqrt(2));

        node("Gather", List.of("distilbert.embeddings.word_embeddings.weight", "input_ids"), "words");
        node("Shape", List.of("input_ids"), "shape");
        node("Gather", List.of("shape", "one_scalar"), "length");
        graph.addInitializer(TensorProto.newBuilder()
                .setName("one_scalar")
                .setDataType(INT64)
                .addInt64Data(1));
        graph.addInitializer(TensorProto.newBuilder()
                .setName("zero_scalar")
                .setDataType(INT64)
                .addInt64Data(0));
        node("Range", List.of("zero_scalar", "length", "one_scalar"), "positions");
        node("Gather", List.of("distilbert.embeddings.position_embeddings.weight", "positions"), "places");
        node("Add", List.of("words", "places"), segments ? "unsegmented" : "embedded");
        if (segments) {
            graph.addInput(value("token_type_ids", type, batch, tokens));
            node("Gather", List.of(SEGMENTS, "token_type_ids"), "segments");
            node("Add", List.of("unsegmented", "segments"), "embedded");
        }
        normNode("embedded", "distilbert.embeddings.LayerNorm", "hidden_0");
        node("Cast", List.of("attention_mask"), "mask_float", integer("to", FLOAT));
        node("Unsqueeze", List.of("mask_float", "mask_axes"), "mask_wide");
        node("Sub", List.of("unit", "mask_wide"), "hidden_places");
        node("Cast", List.of("hidden_places"), "hidden_bool", integer("to", TensorProto.DataType.BOOL_VALUE));
        for (int i = 0; i < LAYERS; i++) {
            layer("distilbert.transformer.layer." + i, "hidden_" + i, "hidden_" + (i + 1));
        }
        node("Gather", List.of("hidden_" + LAYERS, "zero_scalar"), "first", integer("axis", 1));
        linearNode("first", "pre_classifier", "pooled");
        node("Relu", List.of("pooled"), "active");
        linearNode("active", "classifier", "logits");
        return model();
    }

    /** As {@code --task feature-extraction} exports it. */
    byte[] withoutHead() {
        toOnnx();
        graph.setOutput(0, value("hidden_" + LAYERS, FLOAT, -1, -1, DIMENSION));
        return model();
    }

    private byte[] model() {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private void layer(String name, String input, String output) {
        for (String part : List.of("q", "k", "v")) {
            String flat = name + "." + part;
            linearNode(input, name + ".attention." + part + "_lin", flat);
            node("Reshape", List.of(flat, "heads_shape"), flat + ".split");
            long[] order = part.equals("k") ? new long[] {0, 2, 3, 1} : new long[] {0, 2, 1, 3};
            node("Transpose", List.of(flat + ".split"), flat + ".heads", integers("perm", order));
        }
        node("Div", List.of(name + ".q.heads", "root"), name + ".q.scaled");
        node("MatMul", List.of(name + ".q.scaled", name + ".k.heads"), name + ".scores");
        node("Where", List.of("hidden_bool", "lowest", name + ".scores"), name + ".masked");
        node("Softmax", List.of(name + ".masked"), name + ".attention_weights", integer("axis", -1));
        node("MatMul", List.of(name + ".attention_weights", name + ".v.heads"), name + ".context");
        node("Transpose", List.of(name + ".context"), name + ".context_last", integers("perm", 0, 2, 1, 3));
        node("Reshape", List.of(name + ".context_last", "joined_shape"), name + ".joined");
        linearNode(name + ".joined", name + ".attention.out_lin", name + ".attended");
        node("Add", List.of(name + ".attended", input), name + ".residual");
        normNode(name + ".residual", name + ".sa_layer_norm", name + ".settled");
        linearNode(name + ".settled", name + ".ffn.lin1", name + ".wide");
        node("Div", List.of(name + ".wide", "root_two"), name + ".wide_scaled");
        node("Erf", List.of(name + ".wide_scaled"), name + ".erf");
        node("Add", List.of(name + ".erf", "unit"), name + ".erf_raised");
        node("Mul", List.of(name + ".wide", name + ".erf_raised"), name + ".gelu_double");
        node("Mul", List.of(name + ".gelu_double", "half"), name + ".gelu");
        linearNode(name + ".gelu", name + ".ffn.lin2", name + ".narrow");
        node("Add", List.of(name + ".narrow", name + ".settled"), name + ".sum");
        normNode(name + ".sum", name + ".output_layer_norm", output);
    }

    /** One text without padding, in doubles and loops. */
    double[] logits(long[] ids, boolean segments) {
        double[][] hidden = new double[ids.length][];
        float[] words = of("distilbert.embeddings.word_embeddings.weight");
        float[] places = of("distilbert.embeddings.position_embeddings.weight");
        for (int i = 0; i < ids.length; i++) {
            hidden[i] = new double[DIMENSION];
            for (int d = 0; d < DIMENSION; d++) {
                hidden[i][d] = words[(int) ids[i] * DIMENSION + d] + places[i * DIMENSION + d];
                hidden[i][d] += segments ? of(SEGMENTS)[d] : 0;
            }
            hidden[i] = normed(hidden[i], "distilbert.embeddings.LayerNorm");
        }
        for (int i = 0; i < LAYERS; i++) {
            hidden = layer(hidden, "distilbert.transformer.layer." + i);
        }
        double[] pooled = applied(hidden[0], "pre_classifier");
        for (int d = 0; d < pooled.length; d++) {
            pooled[d] = Math.max(0, pooled[d]);
        }
        return applied(pooled, "classifier");
    }

    private double[][] layer(double[][] input, String name) {
        int count = input.length;
        int size = DIMENSION / HEADS;
        double[][] output = new double[count][];
        for (int i = 0; i < count; i++) {
            double[] query = applied(input[i], name + ".attention.q_lin");
            double[] context = new double[DIMENSION];
            for (int head = 0; head < HEADS; head++) {
                double[] attention = new double[count];
                double sum = 0;
                for (int j = 0; j < count; j++) {
                    double[] key = applied(input[j], name + ".attention.k_lin");
                    double score = 0;
                    for (int d = head * size; d < (head + 1) * size; d++) {
                        score += query[d] * key[d];
                    }
                    attention[j] = Math.exp(score / Math.sqrt(size));
                    sum += attention[j];
                }
                for (int j = 0; j < count; j++) {
                    double[] value = applied(input[j], name + ".attention.v_lin");
                    for (int d = head * size; d < (head + 1) * size; d++) {
                        context[d] += attention[j] / sum * value[d];
                    }
                }
            }
            double[] settled =
                    normed(sum(applied(context, name + ".attention.out_lin"), input[i]), name + ".sa_layer_norm");
            double[] wide = applied(settled, name + ".ffn.lin1");
            for (int d = 0; d < wide.length; d++) {
                wide[d] = 0.5 * wide[d] * (1 + erf(wide[d] / Math.sqrt(2)));
            }
            output[i] = normed(sum(applied(wide, name + ".ffn.lin2"), settled), name + ".output_layer_norm");
        }
        return output;
    }

    private double[] applied(double[] input, String name) {
        float[] matrix = of(name + ".weight");
        float[] bias = of(name + ".bias");
        double[] output = new double[bias.length];
        for (int o = 0; o < output.length; o++) {
            output[o] = bias[o];
            for (int i = 0; i < input.length; i++) {
                output[o] += matrix[o * input.length + i] * input[i];
            }
        }
        return output;
    }

    private double[] normed(double[] input, String name) {
        double mean = 0;
        double variance = 0;
        for (double value : input) {
            mean += value / input.length;
        }
        for (double value : input) {
            variance += (value - mean) * (value - mean) / input.length;
        }
        double[] output = new double[input.length];
        for (int i = 0; i < input.length; i++) {
            output[i] =
                    (input[i] - mean) / Math.sqrt(variance + EPSILON) * of(name + ".weight")[i] + of(name + ".bias")[i];
        }
        return output;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = a[i] + b[i];
        }
        return result;
    }

    /** Maclaurin series; converges for all values that occur here. */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    private float[] of(String name) {
        return weights.get(name);
    }

    private void linear(Random random, String name, int in, int out) {
        weight(random, 1 / Math.sqrt(in), name + ".weight", out, in);
        weight(random, 0.1, name + ".bias", out);
    }

    private void norm(Random random, String name) {
        weight(random, 0.1, name + ".weight", DIMENSION);
        weight(random, 0.1, name + ".bias", DIMENSION);
        float[] scale = of(name + ".weight");
        for (int i = 0; i < scale.length; i++) {
            scale[i] += 1;
        }
    }

    private void weight(Random random, double deviation, String name, long... shape) {
        int length = 1;
        for (long dimension : shape) {
            length *= (int) dimension;
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        weights.put(name, values);
        shapes.put(name, shape);
    }

    private void initializer(String name, float[] values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(FLOAT);
        for (long dimension : shapes.get(name)) {
            tensor.addDims(dimension);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
    }

    private void floats(String name, float value) {
        graph.addInitializer(
                TensorProto.newBuilder().setName(name).setDataType(FLOAT).addFloatData(value));
    }

    private void longs(String name, long... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(INT64).addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
    }

    private void linearNode(String input, String name, String output) {
        node("Transpose", List.of(name + ".weight"), output + ".transposed", integers("perm", 1, 0));
        node("MatMul", List.of(input, output + ".transposed"), output + ".product");
        node("Add", List.of(output + ".product", name + ".bias"), output);
    }

    private void normNode(String input, String name, String output) {
        node(
                "LayerNormalization",
                List.of(input, name + ".weight", name + ".bias"),
                output,
                integer("axis", -1),
                AttributeProto.newBuilder()
                        .setName("epsilon")
                        .setType(AttributeProto.AttributeType.FLOAT)
                        .setF((float) EPSILON)
                        .build());
    }

    private void node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static ValueInfoProto value(String name, int type, long... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int i = 0; i < dimensions.length; i++) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(dimensions[i] < 0 ? dimension.setDimParam("free_" + i) : dimension.setDimValue(dimensions[i]));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }
}
