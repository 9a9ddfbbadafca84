package io.tickpilot.training.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.network.DenseWeights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes an ONNX graph node by node. Equal calls give equal bytes. */
public final class OnnxGraph {
    public static final int OPSET = 14;
    private static final int IR_VERSION = 8;
    private static final String MICROSOFT = "com.microsoft";
    /** Operators of classical models, trees among them. */
    private static final String ML = "ai.onnx.ml";

    private static final List<OperatorSetIdProto> OTHER_OPERATOR_SETS =
            List.of(operatorSet(ML, 3), operatorSet(MICROSOFT, 1));

    /** Name of the dimension that may have any length. */
    static final String BATCH = "batch";

    private final GraphProto.Builder graph;
    private final boolean anyBatch;

    public OnnxGraph(String name) {
        this(name, Precision.FLOAT32);
    }

    /** @param precision with 8 bits the graph takes one window at a time, see {@link LstmNode} */
    OnnxGraph(String name, Precision precision) {
        graph = GraphProto.newBuilder().setName(name);
        anyBatch = precision == Precision.FLOAT32;
    }

    /** A float input {@code [batch, dimensions...]}. */
    public OnnxGraph input(String name, long... dimensions) {
        graph.addInput(value(name, dimensions));
        return this;
    }

    /** An input of 64-bit whole numbers {@code [batch, tokens]}. */
    public OnnxGraph tokens(String name) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("tokens"));
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.INT64_VALUE)
                .setShape(shape)
                .build();
        graph.addInput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor)));
        return this;
    }

    public OnnxGraph output(String name, long... dimensions) {
        graph.addOutput(value(name, dimensions));
        return this;
    }

    public OnnxGraph constant(String name, float[] values, long... dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(bytes.array()));
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
        graph.addInitializer(tensor);
        return this;
    }

    public OnnxGraph longs(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    /** One whole number without a dimension. */
    public OnnxGraph scalar(String name, long value) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addInt64Data(value));
        return this;
    }

    public OnnxGraph bytes(String name, byte[] values, long... dimensions) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT8_VALUE)
                .setRawData(ByteString.copyFrom(values));
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
        graph.addInitializer(tensor);
        return this;
    }

    /** @param outputs empty names for outputs nobody reads */
    public OnnxGraph node(String operator, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        graph.addNode(nodeOf(operator, inputs, outputs, attributes));
        return this;
    }

    /** A node of the domain {@code ai.onnx.ml}. */
    public OnnxGraph mlNode(String operator, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        graph.addNode(nodeOf(operator, inputs, outputs, attributes).setDomain(ML));
        return this;
    }

    /** A node of an operator that only ONNX Runtime knows. */
    OnnxGraph microsoftNode(String operator, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        graph.addNode(nodeOf(operator, inputs, outputs, attributes).setDomain(MICROSOFT));
        return this;
    }

    /** {@code (raw - mean) / std} of each feature, the last dimension. */
    OnnxGraph scaled(String raw, Scaling scaling, String result) {
        int features = scaling.mean().length;
        return constant("mean", scaling.mean(), features)
                .constant("std", scaling.std(), features)
                .node("Sub", List.of(raw, "mean"), List.of("centred"))
                .node("Div", List.of("centred", "std"), List.of(result));
    }

    /** A dense layer. */
    OnnxGraph dense(String name, DenseWeights layer, String input, String result) {
        return constant(name + "_weight", layer.weight(), layer.outputs(), layer.inputs())
                .constant(name + "_bias", layer.bias(), layer.outputs())
                .node("Gemm", List.of(input, name + "_weight", name + "_bias"), List.of(result), integer("transB", 1));
    }

    private NodeProto.Builder nodeOf(
            String operator, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        return NodeProto.newBuilder()
                .setName(operator.toLowerCase(Locale.ROOT) + "_" + graph.getNodeCount())
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(List.of(attributes));
    }

    public static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    public static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    public static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    public static AttributeProto texts(String name, Iterable<String> values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRINGS);
        for (String value : values) {
            attribute.addStrings(ByteString.copyFromUtf8(value));
        }
        return attribute.build();
    }

    public static AttributeProto floats(String name, float... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
        for (float value : values) {
            attribute.addFloats(value);
        }
        return attribute.build();
    }

    public byte[] toBytes() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("tickpilot")
                .addAllOpsetImport(operatorSets())
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private List<OperatorSetIdProto> operatorSets() {
        List<OperatorSetIdProto> sets = new ArrayList<>();
        sets.add(operatorSet("", OPSET));
        for (OperatorSetIdProto other : OTHER_OPERATOR_SETS) {
            if (graph.getNodeList().stream().anyMatch(each -> each.getDomain().equals(other.getDomain()))) {
                sets.add(other);
            }
        }
        return sets;
    }

    private static OperatorSetIdProto operatorSet(String domain, int version) {
        OperatorSetIdProto.Builder set = OperatorSetIdProto.newBuilder().setVersion(version);
        return (domain.isEmpty() ? set : set.setDomain(domain)).build();
    }

    private ValueInfoProto value(String name, long... dimensions) {
        TensorShapeProto.Dimension.Builder batch = TensorShapeProto.Dimension.newBuilder();
        TensorShapeProto.Builder shape =
                TensorShapeProto.newBuilder().addDim(anyBatch ? batch.setDimParam(BATCH) : batch.setDimValue(1));
        for (long dimension : dimensions) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
