package io.tickpilot.onnx.text;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.tickpilot.onnx.ModelException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The session of a text classifier: whole numbers {@code input_ids}, {@code attention_mask} and, where the graph asks for it,
 * {@code token_type_ids}, each {@code [batch, tokens]}, to floats {@code logits} {@code [batch, classes]}. One thread,
 * sequential. Not thread-safe.
 */
final class TextGraph implements AutoCloseable {
    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";
    private static final Set<String> REQUIRED = Set.of(IDS, MASK);
    private static final Set<String> KNOWN = Set.of(IDS, MASK, TYPES);
    private static final String LOGITS = "logits";
    private static final int FREE = -1;

    private final SessionOptions options;
    private final OrtSession session;
    private final Map<String, OnnxJavaType> types = new HashMap<>();
    private final String output;
    private final int fixedTokens;
    private final int fixedBatch;
    private boolean closed;

    private TextGraph(SessionOptions options, OrtSession session) throws OrtException {
        this.options = options;
        this.session = session;
        this.output = output(session);
        long[] shape = requireInputs(session.getInputInfo(), types);
        this.fixedBatch = (int) shape[0];
        this.fixedTokens = (int) shape[1];
    }

    /** @throws ModelException one line, when the graph cannot be read or is no text classifier */
    static TextGraph create(byte[] graph) {
        SessionOptions options = null;
        OrtSession session = null;
        try {
            options = deterministicOptions();
            session = OrtEnvironment.getEnvironment().createSession(graph, options);
            return new TextGraph(options, session);
        } catch (OrtException e) {
            release(session, options);
            throw new ModelException("not a model ONNX Runtime can run: " + firstLine(e), e);
        } catch (ModelException e) {
            release(session, options);
            throw e;
        }
    }

    /** Longest text it takes, in tokens. */
    int mostTokens() {
        return fixedTokens == FREE ? Integer.MAX_VALUE : fixedTokens;
    }

    /** Most texts it takes at once. */
    int mostTexts() {
        return fixedBatch == FREE ? Integer.MAX_VALUE : fixedBatch;
    }

    /** @return the logits of each text, in order */
    float[][] run(List<Tokens> texts, long padId) {
        if (closed) {
            throw new IllegalStateException("text model is closed");
        }
        int rows = fixedBatch == FREE ? texts.size() : fixedBatch;
        int length = fixedTokens;
        if (length == FREE) {
            length = texts.stream().mapToInt(each -> each.ids().length).max().orElse(0);
        }
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (Map.Entry<String, OnnxJavaType> each : types.entrySet()) {
                long[] values = fill(each.getKey(), texts, rows, length, padId);
                inputs.put(each.getKey(), tensor(each.getValue(), values, rows, length));
            }
            try (OrtSession.Result result = session.run(inputs, Set.of(output))) {
                return rows((OnnxTensor) result.get(0), texts.size(), rows);
            }
        } catch (OrtException e) {
            throw new ModelException("scoring failed: " + firstLine(e), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release(session, options);
        }
    }

    private static long[] fill(String input, List<Tokens> texts, int rows, int length, long padId) {
        long[] values = new long[rows * length];
        if (input.equals(IDS)) {
            Arrays.fill(values, padId);
        }
        for (int i = 0; i < texts.size(); i++) {
            Tokens text = texts.get(i);
            int from = i * length;
            int count = text.ids().length;
            if (input.equals(MASK)) {
                Arrays.fill(values, from, from + count, 1);
            } else {
                System.arraycopy(input.equals(IDS) ? text.ids() : text.types(), 0, values, from, count);
            }
        }
        return values;
    }

    private static OnnxTensor tensor(OnnxJavaType type, long[] values, int rows, int length) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {rows, length};
        if (type == OnnxJavaType.INT64) {
            return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
        }
        int[] narrow = new int[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = Math.toIntExact(values[i]);
        }
        return OnnxTensor.createTensor(environment, IntBuffer.wrap(narrow), shape);
    }

    private static float[][] rows(OnnxValue value, int wanted, int given) {
        if (!(value instanceof OnnxTensor tensor)) {
            throw new ModelException("graph's output must be a tensor");
        }
        FloatBuffer logits = tensor.getFloatBuffer();
        int classes = logits.remaining() / given;
        float[][] result = new float[wanted][classes];
        for (float[] row : result) {
            logits.get(row);
        }
        return result;
    }

    private static SessionOptions deterministicOptions() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        options.setDeterministicCompute(true);
        // Faults come back as exceptions; the runtime would print each to stderr as well.
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        return options;
    }

    /** @return the shape all inputs share, -1 where it is free */
    private static long[] requireInputs(Map<String, NodeInfo> inputs, Map<String, OnnxJavaType> types) {
        if (!inputs.keySet().containsAll(REQUIRED) || !KNOWN.containsAll(inputs.keySet())) {
            throw new ModelException("graph's inputs must be " + IDS + ", " + MASK + " and, if need be, " + TYPES + ": "
                    + String.join(", ", inputs.keySet()));
        }
        long[] shared = null;
        for (NodeInfo input : inputs.values()) {
            String problem = "graph's input " + input.getName() + " must be whole numbers of shape [batch, tokens]: ";
            if (!(input.getInfo() instanceof TensorInfo tensor)) {
                throw new ModelException(problem + input.getInfo());
            }
            long[] shape = tensor.getShape();
            boolean whole = tensor.type == OnnxJavaType.INT64 || tensor.type == OnnxJavaType.INT32;
            if (!whole || shape.length != 2 || shared != null && !Arrays.equals(shape, shared)) {
                throw new ModelException(problem + tensor.type + " " + Arrays.toString(shape));
            }
            shared = shape;
            types.put(input.getName(), tensor.type);
        }
        return shared == null ? new long[] {FREE, FREE} : shared;
    }

    private static String output(OrtSession session) throws OrtException {
        Map<String, NodeInfo> outputs = session.getOutputInfo();
        String name = outputs.size() == 1 ? outputs.keySet().iterator().next() : LOGITS;
        NodeInfo node = outputs.get(name);
        if (node == null) {
            throw new ModelException("graph must have one output, or one named " + LOGITS + "; export it with its"
                    + " classification head: " + String.join(", ", outputs.keySet()));
        }
        boolean fits = node.getInfo() instanceof TensorInfo tensor
                && tensor.type == OnnxJavaType.FLOAT
                && tensor.getShape().length == 2;
        if (!fits) {
            throw new ModelException(
                    "graph's output " + name + " must be floats of shape [batch, classes]; export it with"
                            + " its classification head: " + node.getInfo());
        }
        return name;
    }

    private static void release(@Nullable OrtSession session, @Nullable SessionOptions options) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (OrtException e) {
            throw new ModelException("session cannot be closed: " + e.getMessage(), e);
        } finally {
            if (options != null) {
                options.close();
            }
        }
    }

    private static String firstLine(OrtException e) {
        String message = e.getMessage();
        return message == null ? "no reason given" : message.lines().findFirst().orElse("no reason given");
    }
}
