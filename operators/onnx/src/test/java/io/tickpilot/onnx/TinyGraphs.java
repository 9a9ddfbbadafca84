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
    private static final int INT64 = TensorProto.DataType.INT64_VALUE;
    private static final long FREE = -1;

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

    /** These numbers for every window. */
    static byte[] giving(float... numbers) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("constant")
                .addInput(value("window", 1, LOOKBACK, WIDTH))
                .addOutput(value("numbers", 1, numbers.length))
                .addInitializer(matrix("weights", LOOKBACK * WIDTH, numbers.length, (row, column) -> 0))
                .addInitializer(matrix("bias", 1, numbers.length, (row, column) -> numbers[column]))
                .addNode(node("Flatten", List.of("window"), "flat").addAttribute(integer("axis", 1)))
                .addNode(node("MatMul", List.of("flat", "weights"), "zeros"))
                .addNode(node("Add", List.of("zeros", "bias"), "numbers"));
        return model(graph);
    }

    /** As scikit-learn exports a classifier: one flat row of free batch in, a label and probabilities out. */
    static byte[] withLabel(int length) {
        return model(GraphProto.newBuilder()
                .setName("classifier")
                .addInput(value("X", FREE, length))
                .addOutput(value(INT64, "label", FREE))
                .addOutput(value("probabilities", FREE, 3))
                .addInitializer(matrix("weights", length, 3, (row, column) -> 0.01f * (column - 1)))
                .addNode(node("MatMul", List.of("X", "weights"), "logits"))
                .addNode(node("Softmax", List.of("logits"), "probabilities").addAttribute(integer("axis", -1)))
                .addNode(node("ArgMax", List.of("logits"), "label")
                        .addAttribute(integer("axis", 1))
                        .addAttribute(integer("keepdims", 0))));
    }

    /** What a cell of a matrix holds. */
    private interface Cell {
        float at(int row, int column);
    }

    private static TensorProto matrix(String name, int rows, int columns, Cell cell) {
        TensorProto.Builder matrix = TensorProto.newBuilder()
                .setName(name)
                .setDataType(FLOAT)
                .addDims(rows)
                .addDims(columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                matrix.addFloatData(cell.at(row, column));
            }
        }
        return matrix.build();
    }

    private static byte[] model(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(14))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static byte[] linear(float scale, boolean softmax, int lookback, int width) {
        int length = lookback * width;
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("tiny")
                .addInput(value("window", 1, lookback, width))
                .addOutput(value("probabilities", 1, 3))
                .addInitializer(matrix("weights", length, 3, (row, column) -> scale * (column - 1)))
                .addNode(node("Flatten", List.of("window"), "flat").addAttribute(integer("axis", 1)))
                .addNode(node("MatMul", List.of("flat", "weights"), softmax ? "logits" : "probabilities"));
        if (softmax) {
            graph.addNode(node("Softmax", List.of("logits"), "probabilities").addAttribute(integer("axis", -1)));
        }
        return model(graph);
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
        return value(FLOAT, name, dimensions);
    }

    private static ValueInfoProto value(int type, String name, long... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long dimension : dimensions) {
            TensorShapeProto.Dimension.Builder of = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(dimension == FREE ? of.setDimParam("N") : of.setDimValue(dimension));
        }
        TypeProto.Tensor tensor =
                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape).build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
