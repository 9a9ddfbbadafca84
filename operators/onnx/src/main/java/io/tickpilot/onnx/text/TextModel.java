package io.tickpilot.onnx.text;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.onnx.CommandLineGuard;
import io.tickpilot.onnx.ManifestFile;
import io.tickpilot.onnx.ModelException;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.OnnxModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A text classifier as Hugging Face exports DistilBERT, BERT and their kin: a folder with {@code model.onnx}, {@code
 * tokenizer.json} and {@code config.json}, whose {@code id2label} names the classes. A {@code manifest.json} of kind TEXT is
 * optional; it pins graph and tokenizer by their SHA-256. Texts are cut at {@value #MOST_TOKENS} tokens or what the model
 * takes, and go through it {@value #MOST_TEXTS} at a time; what a text is batched with changes its probabilities by rounding
 * alone. Not thread-safe; {@link #close()} frees the native memory, and scoring afterwards throws.
 */
public final class TextModel implements AutoCloseable {
    public static final String TOKENIZER_NAME = "tokenizer.json";
    public static final String CONFIG_NAME = "config.json";
    public static final int MOST_TOKENS = 128;
    public static final int MOST_TEXTS = 16;

    private static final String CONTENT = OnnxModels.GRAPH_NAME + ", " + TOKENIZER_NAME + " and " + CONFIG_NAME;
    private static final int VERSION_DIGITS = 8;
    private static final String PROBE = "Shares fall 3 % as profit misses; dollar gains.";

    private final String agent;
    private final String version;
    private final @Nullable ModelManifest manifest;
    private final TextTokenizer tokenizer;
    private final TextGraph graph;
    private final Labels labels;
    private final long padId;

    private TextModel(
            String agent,
            String version,
            @Nullable ModelManifest manifest,
            TextTokenizer tokenizer,
            TextGraph graph,
            Labels labels,
            long padId) {
        this.agent = agent;
        this.version = version;
        this.manifest = manifest;
        this.tokenizer = tokenizer;
        this.graph = graph;
        this.labels = labels;
        this.padId = padId;
    }

    /** @throws ModelException one line that names the file at fault, when it is not such a model or its probe fails */
    public static TextModel open(Path folder) {
        CommandLineGuard.check();
        requireFolder(folder);
        Path graphFile = requireFile(folder, OnnxModels.GRAPH_NAME);
        Path tokenizerFile = requireFile(folder, TOKENIZER_NAME);
        Path configFile = requireFile(folder, CONFIG_NAME);
        TextConfig config = TextConfig.read(configFile);
        Labels labels = named(configFile, () -> Labels.of(config.labels()));
        byte[] content = OnnxModels.read(graphFile);
        Path manifestFile = folder.resolve(ManifestFile.NAME);
        ModelManifest manifest = Files.isRegularFile(manifestFile) ? ManifestFile.read(manifestFile) : null;
        String sha256 = OnnxModels.sha256(content);
        if (manifest != null) {
            requireText(manifestFile, manifest);
            requireHash(graphFile, sha256, manifest.sha256());
            requireHash(tokenizerFile, OnnxModels.sha256(OnnxModels.read(tokenizerFile)), manifest.schemaHash());
        }
        String agent = manifest == null ? String.valueOf(folder.toAbsolutePath().getFileName()) : manifest.agent();
        String version = manifest == null ? sha256.substring(0, VERSION_DIGITS) : manifest.version();
        TextGraph graph = named(graphFile, () -> TextGraph.create(content));
        TextTokenizer tokenizer = null;
        try {
            int most = Math.min(MOST_TOKENS, Math.min(graph.mostTokens(), config.maxPositions()));
            tokenizer = TextTokenizer.open(tokenizerFile, most);
            if (tokenizer.highestId() >= config.vocabulary()) {
                throw new ModelException(tokenizerFile + ": is not the model's, it has more tokens than config.json's"
                        + " vocab_size: highest id=" + tokenizer.highestId() + " vocab_size=" + config.vocabulary());
            }
            return named(
                    graphFile,
                    new TextModel(agent, version, manifest, tokenizer, graph, labels, config.padId())::probed);
        } catch (RuntimeException e) {
            graph.close();
            if (tokenizer != null) {
                tokenizer.close();
            }
            throw e;
        }
    }

    /** From the manifest, or the folder's name. */
    public String agent() {
        return agent;
    }

    /** From the manifest, or the first digits of the graph's SHA-256. */
    public String version() {
        return version;
    }

    /** Null when the folder has none. */
    public @Nullable ModelManifest manifest() {
        return manifest;
    }

    public Sentiment score(String text) {
        return score(List.of(text)).get(0);
    }

    /**
     * Scores texts of any length and script; empty ones and those without a single known token are neutral without confidence.
     *
     * @return one for each text, in order
     * @throws ModelException when the graph fails or gives numbers that are not finite
     */
    public List<Sentiment> score(List<String> texts) {
        List<Sentiment> result = new ArrayList<>(texts.size());
        int most = Math.min(MOST_TEXTS, graph.mostTexts());
        for (int from = 0; from < texts.size(); from += most) {
            scoreBatch(texts.subList(from, Math.min(texts.size(), from + most)), result);
        }
        return result;
    }

    @Override
    public void close() {
        graph.close();
        tokenizer.close();
    }

    private void scoreBatch(List<String> texts, List<Sentiment> result) {
        List<Tokens> batch = tokenizer.encode(texts);
        List<Tokens> telling = batch.stream().filter(each -> each.known() > 0).toList();
        float[][] logits = telling.isEmpty() ? new float[0][] : logits(telling);
        int next = 0;
        for (Tokens each : batch) {
            result.add(
                    each.known() > 0
                            ? labels.sentiment(logits[next++], each)
                            : Sentiment.neutral(each.count(), each.truncated()));
        }
    }

    private float[][] logits(List<Tokens> batch) {
        float[][] logits = graph.run(batch, padId);
        for (float[] row : logits) {
            if (row.length != labels.count()) {
                throw new ModelException("graph gives another number of classes than config.json's id2label: "
                        + row.length + " instead of " + labels.count());
            }
            for (float logit : row) {
                if (!Float.isFinite(logit)) {
                    throw new ModelException(
                            "output is not finite: agent=" + agent + " output=" + Arrays.toString(row));
                }
            }
        }
        return logits;
    }

    /** Short and long together, so that padding is tried too. */
    private TextModel probed() {
        List<Tokens> probes = tokenizer.encode(List.of(PROBE, PROBE.repeat(MOST_TOKENS)));
        logits(probes.subList(0, Math.min(probes.size(), graph.mostTexts())));
        return this;
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ModelException(folder + ": must be a folder with " + CONTENT);
        }
    }

    private static Path requireFile(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new ModelException(folder + ": " + name + " is missing; a text model's folder has " + CONTENT
                    + ", as `optimum-cli export onnx --task text-classification` writes them");
        }
        return file;
    }

    private static void requireText(Path file, ModelManifest manifest) {
        if (manifest.kind() != AgentKind.TEXT) {
            throw new ModelException(file + ": kind: must be TEXT: " + manifest.kind());
        }
    }

    private static void requireHash(Path file, String found, String expected) {
        if (!found.equals(expected)) {
            throw new ModelException(file + ": SHA-256 is not the manifest's; restore the file or train again: found="
                    + found + " manifest=" + expected);
        }
    }

    private static <T> T named(Path file, Supplier<T> step) {
        try {
            return step.get();
        } catch (ModelException e) {
            throw new ModelException(file + ": " + e.getMessage(), e);
        }
    }
}
