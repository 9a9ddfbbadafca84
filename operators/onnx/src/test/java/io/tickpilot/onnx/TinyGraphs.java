package io.tickpilot.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.tickpilot.core.feature.FeatureSchema;
import java.util.List;

/** ONNX graphs of a few nodes: flatten a window, multiply by a matrix, softmax or not. */
final class TinyGraphs {
    static final int LOOKBACK = FeatureSchema.technicalV1().lookback();
    static final int WIDTH = FeatureSchema.technicalV1().width();

    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

    private TinyGraphs() {}

    /** Probabilities that depend on the sum of the window. */
    static byte[] softmax() {
        return linear(0.001f, true, LOOKBACK, WIDTH);
    }

    /** Logits, no probabilities. */
    static byte[] withoutSoftmax() {
        return linear(0.001f, false, LOOKBACK, WIDTH);
    }

    static byte[] givingNaN() {
        return linear(Float.NaN, true, LOOKBACK, WIDTH);
    }

    static byte[] ofShape(int lookback, int width) {
        return linear(0.001f, true, lookback, width);
    }

    private static byte[] linear(float scale, boolean softmax, int lookback, int width) {
        int length = lookback * width;
        TensorProto.Builder weights = TensorProto.newBuilder()
                .setName("weights")
                .setDataType(FLOAT)
                .addDims(length)
                .addDims(3);
        for (int i = 0; i < length * 3; i++) {
            weights.addFloatData(scale * (i % 3 - 1));
        }
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("tiny")
                .addInput(value("window", 1, lookback, width))
                .addOutput(value("probabilities", 1, 3))
                .addInitializer(weights)
                .addNode(node("Flatten", List.of("window"), "flat").addAttribute(integer("axis", 1)))
                .addNode(node("MatMul", List.of("flat", "weights"), softmax ? "logits" : "probabilities"));
        if (softmax) {
            graph.addNode(node("Softmax", List.of("logits"), "probabilities").addAttribute(integer("axis", -1)));
        }
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(14))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static NodeProto.Builder node(String op, List<String> inputs, String output) {
        return NodeProto.newBuilder().setOpType(op).addAllInput(inputs).addOutput(output);
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static ValueInfoProto value(String name, long... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long dimension : dimensions) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
        }
        TypeProto.Tensor tensor =
                TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape).build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
