package io.tickpilot.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a graph takes and gives, as it says itself, for whoever writes a manifest for it. */
public record GraphDescription(List<Port> inputs, List<Port> outputs) {

    /**
     * An input or output.
     *
     * @param type of a tensor's elements, such as {@code FLOAT}; else what it is instead of a tensor
     * @param shape -1 for a dimension that is free; empty when it is no tensor
     */
    public record Port(String name, String type, List<Long> shape) {

        private boolean holds(int numbers) {
            return type.equals(OnnxJavaType.FLOAT.name())
                    && shape.size() == 2
                    && (shape.get(0) == 1 || shape.get(0) == -1)
                    && (shape.get(1) == numbers || shape.get(1) == -1);
        }

        @Override
        public String toString() {
            return name + " " + type
                    + (shape.isEmpty()
                            ? ""
                            : shape.stream()
                                    .map(size -> size < 0 ? "?" : String.valueOf(size))
                                    .collect(Collectors.joining(", ", " [", "]")));
        }
    }

    /** @throws ModelException one line, when ONNX Runtime cannot run it */
    public static GraphDescription of(byte[] graph) {
        CommandLineGuard.check();
        try (SessionOptions options = SharedSession.deterministicOptions();
                OrtSession session = OrtEnvironment.getEnvironment().createSession(graph, options)) {
            return new GraphDescription(
                    ports(session.getInputInfo().values()),
                    ports(session.getOutputInfo().values()));
        } catch (OrtException e) {
            throw new ModelException("not a model ONNX Runtime can run: " + ManifestFile.firstLine(e.getMessage()), e);
        }
    }

    /**
     * Which output holds so many numbers a window, for a manifest's {@code outputName}: empty when there is one output only.
     *
     * @throws ModelException when none or more than one of several could be it
     */
    public String outputFor(int numbers) {
        if (outputs.size() == 1) {
            return "";
        }
        List<String> fitting = outputs.stream()
                .filter(output -> output.holds(numbers))
                .map(Port::name)
                .toList();
        if (fitting.size() != 1) {
            throw new ModelException("which output holds the " + numbers + " numbers must be named; "
                    + (fitting.isEmpty() ? "none does by its shape" : "it may be each of " + fitting)
                    + (hasMaps() ? ", export without maps (zipmap=False)" : "") + ": " + outputs);
        }
        return fitting.get(0);
    }

    private boolean hasMaps() {
        return outputs.stream()
                .anyMatch(output -> output.shape().isEmpty() && !output.type().equals("FLOAT"));
    }

    private static List<Port> ports(Collection<NodeInfo> nodes) {
        return nodes.stream().map(GraphDescription::port).toList();
    }

    private static Port port(NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo tensor) {
            return new Port(
                    node.getName(),
                    tensor.type.name(),
                    Arrays.stream(tensor.getShape()).boxed().toList());
        }
        String type =
                node.getInfo().getClass().getSimpleName().replace("Info", "").toUpperCase(Locale.ROOT);
        return new Port(node.getName(), type, List.of());
    }
}
