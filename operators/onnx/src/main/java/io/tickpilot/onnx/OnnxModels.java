package io.tickpilot.onnx;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.feature.FeatureSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Opens model folders. What it returns has been verified: manifest complete, SHA-256 right, the feature schema the one it was
 * trained on, shapes right, and probabilities that come out of a probe. Anything else is a {@link ModelException}.
 */
public final class OnnxModels {
    public static final String GRAPH_NAME = "model.onnx";
    public static final String SCHEMA_NAME = "schema.yaml";

    private static final String CONTENT = ManifestFile.NAME + ", " + SCHEMA_NAME + " and " + GRAPH_NAME;
    private static final float SUM_TOLERANCE = 1e-3f;

    private OnnxModels() {}

    /** @param folder with {@code manifest.json}, {@code schema.yaml} and {@code model.onnx} */
    public static OnnxAgentModel open(Path folder) {
        CommandLineGuard.check();
        requireFolder(folder);
        Path graphFile = requireFile(folder, GRAPH_NAME);
        ModelManifest manifest = ManifestFile.read(requireFile(folder, ManifestFile.NAME));
        FeatureSchema schema = readSchema(requireFile(folder, SCHEMA_NAME), manifest);
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

    private static byte[] readVerified(Path file, String expected) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
        String found = sha256(content);
        if (!found.equals(expected)) {
            throw new ModelException(file + ": SHA-256 is not the manifest's; restore the file or train again: found="
                    + found + " manifest=" + expected + " bytes=" + content.length);
        }
        return content;
    }

    /** Scores the average market and the zero window; an untouched graph gives probabilities for both. */
    private static void probe(OnnxAgentModel model) {
        ModelManifest manifest = model.manifest();
        float[] window = new float[manifest.lookback() * manifest.width()];
        requireProbabilities(model, window, "a window of zeros");
        for (int i = 0; i < window.length; i++) {
            window[i] =
                    manifest.normalisation().mean().get(i % manifest.width()).floatValue();
        }
        requireProbabilities(model, window, "the mean window");
    }

    private static void requireProbabilities(OnnxAgentModel model, float[] window, String name) {
        float[] result = new float[ModelManifest.OUTPUTS.size()];
        model.score(window, result);
        float sum = result[0] + result[1] + result[2];
        boolean proper = Math.abs(sum - 1) <= SUM_TOLERANCE && result[0] >= 0 && result[1] >= 0 && result[2] >= 0;
        if (!proper) {
            throw new ModelException(
                    "output for " + name + " must be probabilities that sum to 1: " + Arrays.toString(result));
        }
    }
}
