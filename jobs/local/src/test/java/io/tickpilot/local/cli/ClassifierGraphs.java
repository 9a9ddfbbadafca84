package io.tickpilot.local.cli;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;

/** Graphs in the very shapes that exporters of scikit-learn and LightGBM write: one tree with one split. */
final class ClassifierGraphs {
    private static final String ML = "ai.onnx.ml";

    private ClassifierGraphs() {}

    /** As skl2onnx with {@code zipmap=False}: {@code X} in, {@code label} and {@code probabilities} out. */
    static byte[] scikitLearn(int width) {
        return model(graph("X", width).addNode(forest("X", "probabilities")).addOutput(probabilities()));
    }

    /** As onnxmltools writes a LightGBM classifier: {@code input} in, the label cast from another name. */
    static byte[] lightGbm(int width) {
        NodeProto.Builder forest = forest("input", "probabilities").setOutput(0, "label_tensor");
        NodeProto.Builder cast = NodeProto.newBuilder()
                .setOpType("Cast")
                .addInput("label_tensor")
                .addOutput("label")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(DataType.INT64_VALUE));
        return model(graph("input", width).addNode(forest).addNode(cast).addOutput(probabilities()));
    }

    /** As skl2onnx by default: probabilities as a sequence of maps. */
    static byte[] withZipMap(int width) {
        NodeProto.Builder zipMap = NodeProto.newBuilder()
                .setOpType("ZipMap")
                .setDomain(ML)
                .addInput("raw")
                .addOutput("probabilities")
                .addAttribute(longs("classlabels_int64s", 0, 1, 2));
        TypeProto.Map map = TypeProto.Map.newBuilder()
                .setKeyType(DataType.INT64_VALUE)
                .setValueType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE)))
                .build();
        ValueInfoProto maps = ValueInfoProto.newBuilder()
                .setName("probabilities")
                .setType(TypeProto.newBuilder()
                        .setSequenceType(TypeProto.Sequence.newBuilder()
                                .setElemType(TypeProto.newBuilder().setMapType(map))))
                .build();
        return model(
                graph("X", width).addNode(forest("X", "raw")).addNode(zipMap).addOutput(maps));
    }

    /** Feature 0 at most 0: mostly sell, else mostly buy. */
    private static NodeProto.Builder forest(String input, String probabilities) {
        return NodeProto.newBuilder()
                .setOpType("TreeEnsembleClassifier")
                .setDomain(ML)
                .addInput(input)
                .addOutput("label")
                .addOutput(probabilities)
                .addAttribute(longs("nodes_treeids", 0, 0, 0))
                .addAttribute(longs("nodes_nodeids", 0, 1, 2))
                .addAttribute(longs("nodes_featureids", 0, 0, 0))
                .addAttribute(texts("nodes_modes", "BRANCH_LEQ", "LEAF", "LEAF"))
                .addAttribute(floats("nodes_values", 0, 0, 0))
                .addAttribute(longs("nodes_truenodeids", 1, 0, 0))
                .addAttribute(longs("nodes_falsenodeids", 2, 0, 0))
                .addAttribute(longs("class_treeids", 0, 0, 0, 0, 0, 0))
                .addAttribute(longs("class_nodeids", 1, 1, 1, 2, 2, 2))
                .addAttribute(longs("class_ids", 0, 1, 2, 0, 1, 2))
                .addAttribute(floats("class_weights", 0.7f, 0.2f, 0.1f, 0.1f, 0.2f, 0.7f))
                .addAttribute(longs("classlabels_int64s", 0, 1, 2))
                .addAttribute(text("post_transform", "NONE"));
    }

    private static GraphProto.Builder graph(String input, int width) {
        return GraphProto.newBuilder()
                .setName("classifier")
                .addInput(value(input, DataType.FLOAT_VALUE, width))
                .addOutput(value("label", DataType.INT64_VALUE, 0));
    }

    private static ValueInfoProto probabilities() {
        return value("probabilities", DataType.FLOAT_VALUE, 3);
    }

    private static ValueInfoProto value(String name, int type, int width) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dimension.newBuilder());
        if (width > 0) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }

    private static byte[] model(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(15))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(ML).setVersion(1))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static AttributeProto longs(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    private static AttributeProto floats(String name, float... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
        for (float value : values) {
            attribute.addFloats(value);
        }
        return attribute.build();
    }

    private static AttributeProto texts(String name, String... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRINGS)
                .addAllStrings(
                        List.of(values).stream().map(ByteString::copyFromUtf8).toList())
                .build();
    }

    private static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }
}
