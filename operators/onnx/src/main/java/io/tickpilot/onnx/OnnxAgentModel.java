package io.tickpilot.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
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
 * A model with its own input and output tensors over direct buffers, reused for every call: about 3 us of overhead a call, where
 * arrays cost 57 us. The native session is shared with the models of the same graph on other threads. Not thread-safe; {@link #close()} frees
 * the native memory, and scoring afterwards throws.
 */
public final class OnnxAgentModel implements AgentModel {
    private static final Set<String> NO_OTHER_OUTPUT = Set.of();

    private final ModelManifest manifest;
    private final @Nullable FeatureSchema schema;
    private final SharedSession shared;
    private final FloatBuffer window;
    private final FloatBuffer numbers;
    private final OnnxTensor windowTensor;
    private final OnnxTensor numbersTensor;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> pinnedOutputs;
    private boolean closed;

    private OnnxAgentModel(
            ModelManifest manifest, @Nullable FeatureSchema schema, SharedSession shared, GraphPorts ports)
            throws OrtException {
        this.manifest = manifest;
        this.schema = schema;
        this.shared = shared;
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
        SharedSession shared = null;
        try {
            shared = SharedSession.of(manifest.sha256(), graph);
            return new OnnxAgentModel(manifest, schema, shared, GraphPorts.of(manifest, shared.session()));
        } catch (OrtException e) {
            release(shared);
            throw new ModelException("not a model ONNX Runtime can run: " + ManifestFile.firstLine(e.getMessage()), e);
        } catch (ModelException e) {
            release(shared);
            throw e;
        }
    }

    private static void release(@Nullable SharedSession shared) {
        if (shared != null) {
            shared.close();
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
        try (OrtSession.Result ignored = shared.session().run(inputs, NO_OTHER_OUTPUT, pinnedOutputs)) {
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
        shared.close();
    }

    private static FloatBuffer directFloats(int length) {
        return ByteBuffer.allocateDirect(length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
