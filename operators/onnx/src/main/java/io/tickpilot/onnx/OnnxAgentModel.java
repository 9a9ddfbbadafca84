package io.tickpilot.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.feature.FeatureSchema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One ONNX session with its own input and output tensors over direct buffers, reused for every call: about 3 us of
 * overhead a call, where arrays cost 57 us. One intra-op thread, sequential and with all graph optimisations, so the
 * caller's thread does the work and equal input gives equal bits. Not thread-safe; {@link #close()} frees the native
 * memory, and scoring afterwards throws.
 */
public final class OnnxAgentModel implements AgentModel {
    private static final Set<String> NO_OTHER_OUTPUT = Set.of();

    private final ModelManifest manifest;
    private final @Nullable FeatureSchema schema;
    private final SessionOptions options;
    private final OrtSession session;
    private final FloatBuffer window;
    private final FloatBuffer numbers;
    private final OnnxTensor windowTensor;
    private final OnnxTensor numbersTensor;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> pinnedOutputs;
    private boolean closed;

    private OnnxAgentModel(
            ModelManifest manifest,
            @Nullable FeatureSchema schema,
            SessionOptions options,
            OrtSession session,
            GraphPorts ports)
            throws OrtException {
        this.manifest = manifest;
        this.schema = schema;
        this.options = options;
        this.session = session;
        int outputs = manifest.outputs().size();
        this.window = directFloats(manifest.windowLength());
        this.numbers = directFloats(outputs);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        this.windowTensor = OnnxTensor.createTensor(environment, window, ports.inputShape(1, manifest));
        this.numbersTensor = OnnxTensor.createTensor(environment, numbers, new long[] {1, outputs});
        this.inputs = Map.of(ports.input(), windowTensor);
        this.pinnedOutputs = Map.of(ports.output(), numbersTensor);
    }

    /** @throws ModelException when the graph cannot be read or does not take and give what the manifest says */
    static OnnxAgentModel create(ModelManifest manifest, @Nullable FeatureSchema schema, byte[] graph) {
        SessionOptions options = null;
        OrtSession session = null;
        try {
            options = deterministicOptions();
            session = OrtEnvironment.getEnvironment().createSession(graph, options);
            return new OnnxAgentModel(manifest, schema, options, session, GraphPorts.of(manifest, session));
        } catch (OrtException e) {
            release(session, options);
            throw new ModelException("not a model ONNX Runtime can run: " + ManifestFile.firstLine(e.getMessage()), e);
        } catch (ModelException e) {
            release(session, options);
            throw e;
        }
    }

    @Override
    public String agent() {
        return manifest.agent();
    }

    @Override
    public String version() {
        return manifest.version();
    }

    @Override
    public AgentKind kind() {
        return manifest.kind();
    }

    @Override
    public @Nullable FeatureSchema schema() {
        return schema;
    }

    @Override
    public List<String> reads() {
        return manifest.reads();
    }

    public ModelManifest manifest() {
        return manifest;
    }

    @Override
    public void score(float[] raw, float[] result) {
        if (closed) {
            throw new IllegalStateException("model is closed: agent=" + agent());
        }
        if (raw.length != window.capacity() || result.length != numbers.capacity()) {
            throw new IllegalArgumentException("window does not fit the model: agent=" + agent() + " length="
                    + raw.length + " needed=" + window.capacity());
        }
        window.put(0, raw);
        try (OrtSession.Result ignored = session.run(inputs, NO_OTHER_OUTPUT, pinnedOutputs)) {
            numbers.get(0, result);
        } catch (OrtException e) {
            throw new ModelException("scoring failed: agent=" + agent() + ": " + e.getMessage(), e);
        }
        for (float number : result) {
            if (!Float.isFinite(number)) {
                throw new ModelException(
                        "output is not finite: agent=" + agent() + " output=" + Arrays.toString(result));
            }
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        windowTensor.close();
        numbersTensor.close();
        release(session, options);
    }

    static SessionOptions deterministicOptions() throws OrtException {
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

    private static FloatBuffer directFloats(int length) {
        return ByteBuffer.allocateDirect(length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
