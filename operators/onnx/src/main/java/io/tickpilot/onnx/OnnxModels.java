package io.tickpilot.onnx;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.feature.FeatureSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Opens model folders. What it returns has been verified: manifest complete, SHA-256 right, the feature schema the one it was
 * trained on, shapes right, and outputs of its kind that come out of a probe. Anything else is a {@link ModelException}.
 */
public final class OnnxModels {
    public static final String GRAPH_NAME = "model.onnx";
    public static final String SCHEMA_NAME = "schema.yaml";

    private static final String CONTENT = ManifestFile.NAME + ", " + SCHEMA_NAME + " and " + GRAPH_NAME;
    /** A graph is read into memory whole, and what it says of itself is not worth more. */
    private static final long HIGHEST_BYTES = 1L << 30;

    private OnnxModels() {}

    /** @param folder with {@code manifest.json}, {@code model.onnx} and, unless it is a stack's, {@code schema.yaml} */
    public static OnnxAgentModel open(Path folder) {
        CommandLineGuard.check();
        requireFolder(folder);
        Path graphFile = requireFile(folder, GRAPH_NAME);
        ModelManifest manifest = ManifestFile.read(requireFile(folder, ManifestFile.NAME));
        if (manifest.kind() == AgentKind.TEXT) {
            throw new ModelException(folder + ": reads text, so it cannot be an agent that scores the market");
        }
        FeatureSchema schema =
                manifest.reads().isEmpty() ? readSchema(requireFile(folder, SCHEMA_NAME), manifest) : null;
        byte[] graph = readVerified(graphFile, manifest.sha256());
        try {
            OnnxAgentModel model = OnnxAgentModel.create(manifest, schema, graph);
            try {
                probe(model);
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
            return model;
        } catch (ModelException e) {
            throw new ModelException(graphFile + ": " + e.getMessage(), e);
        }
    }

    /** How many graphs have a native session in this process, whoever uses them. */
    public static int sessions() {
        return SharedSession.count();
    }

    /** How many models that are open in this process use them. */
    public static int users() {
        return SharedSession.users();
    }

    /** Lower-case hexadecimal SHA-256. */
    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void requireFolder(Path folder) {
        if (Files.isRegularFile(folder)) {
            throw new ModelException(folder + ": must be a model folder with " + CONTENT + ", not a file");
        }
        if (!Files.isDirectory(folder)) {
            throw new ModelException(folder + ": no such model folder; train one with `./tickpilot train technical"
                    + " --simulated` or correct the agent's model path");
        }
    }

    private static Path requireFile(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new ModelException(folder + ": " + name + " is missing; a model folder has " + CONTENT);
        }
        return file;
    }

    private static FeatureSchema readSchema(Path file, ModelManifest manifest) {
        FeatureSchema schema;
        try {
            schema = FeatureSchema.parse(Files.readString(file));
        } catch (ConfigException e) {
            throw new ModelException(file + ": " + String.join("; ", e.faults()), e);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
        if (!schema.hash().equals(manifest.schemaHash())) {
            throw new ModelException(file + ": is not the schema the model was trained on, or a feature's formula has"
                    + " changed since; restore the file or train again: found=" + schema.hash() + " manifest="
                    + manifest.schemaHash());
        }
        if (manifest.lookback() != schema.lookback() || manifest.width() != schema.width()) {
            throw new ModelException(file + ": the manifest's lookback and width must be the schema's "
                    + schema.lookback() + " x " + schema.width() + ": " + manifest.lookback() + " x "
                    + manifest.width());
        }
        return schema;
    }

    /** @throws ModelException when the file cannot be read or is larger than any model */
    public static byte[] read(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > HIGHEST_BYTES) {
                throw new ModelException(
                        file + ": is too large for a model: bytes=" + bytes + " highest=" + HIGHEST_BYTES);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ModelException(file + ": no such file", e);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] readVerified(Path file, String expected) {
        byte[] content = read(file);
        String found = sha256(content);
        if (!found.equals(expected)) {
            throw new ModelException(file + ": SHA-256 is not the manifest's; restore the file or train again: found="
                    + found + " manifest=" + expected + " bytes=" + content.length);
        }
        return content;
    }

    /** Scores the zero window, the average market and, of a stack, agents that know nothing or are sure of a side. */
    private static void probe(OnnxAgentModel model) {
        ModelManifest manifest = model.manifest();
        float[] window = new float[manifest.windowLength()];
        if (!manifest.reads().isEmpty()) {
            Arrays.fill(window, 1f / AgentKind.DIRECTIONS);
            requireNoFault(model, window, "agents that all abstain");
            for (int i = 0; i < window.length; i++) {
                window[i] = i % AgentKind.DIRECTIONS == 0 ? 1 : 0;
            }
            requireNoFault(model, window, "agents that all sell");
            return;
        }
        requireNoFault(model, window, "a window of zeros");
        List<Double> means = manifest.normalisation().mean();
        if (!means.isEmpty()) {
            for (int i = 0; i < window.length; i++) {
                window[i] = means.get(i % manifest.width()).floatValue();
            }
            requireNoFault(model, window, "the mean window");
        }
    }

    private static void requireNoFault(OnnxAgentModel model, float[] window, String name) {
        float[] result = new float[model.manifest().outputs().size()];
        model.score(window, result);
        String fault = model.kind().fault(result);
        if (!fault.isEmpty()) {
            throw new ModelException("probed with " + name + " the graph " + fault + ": " + Arrays.toString(result));
        }
    }
}
