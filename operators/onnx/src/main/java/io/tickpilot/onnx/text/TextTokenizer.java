package io.tickpilot.onnx.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.onnx.ModelException;
import io.tickpilot.onnx.OnnxModels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code tokenizer.json} of Hugging Face run by their own library, whose native part comes with its jar and uses no
 * network. {@link #close()} frees the native memory. Not thread-safe.
 */
public final class TextTokenizer implements AutoCloseable {
    private static final int NONE = -1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HuggingFaceTokenizer tokenizer;
    private final long unknownId;
    private final long highestId;

    private TextTokenizer(HuggingFaceTokenizer tokenizer, long unknownId, long highestId) {
        this.tokenizer = tokenizer;
        this.unknownId = unknownId;
        this.highestId = highestId;
    }

    /**
     * @param maxTokens after which a text is cut, the model's own marks counted
     * @throws ModelException one line, when the file is no tokenizer or the library cannot be loaded
     */
    public static TextTokenizer open(Path file, int maxTokens) {
        byte[] content;
        JsonNode tree;
        try {
            content = OnnxModels.read(file);
            tree = JSON.readTree(content);
        } catch (JsonProcessingException e) {
            throw new ModelException(file + ": not valid JSON: " + firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
        HuggingFaceTokenizer tokenizer = load(file, content, maxTokens);
        JsonNode vocabulary = tree.path("model").path("vocab");
        return new TextTokenizer(tokenizer, unknownId(tree.path("model"), vocabulary), highestId(tree, vocabulary));
    }

    /** DJL reads the properties when its classes load; without the second it would report its use. */
    private static HuggingFaceTokenizer load(Path file, byte[] content, int maxTokens) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        Map<String, String> options = Map.of(
                "truncation",
                "true",
                "padding",
                "false",
                "maxLength",
                Integer.toString(maxTokens),
                "modelMaxLength",
                Integer.toString(maxTokens));
        try {
            return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(content), options);
        } catch (IOException | RuntimeException e) {
            throw new ModelException(file + ": not a tokenizer: " + firstLine(e.getMessage()), e);
        } catch (LinkageError e) {
            throw new ModelException(
                    "the tokenizer library cannot be loaded on this machine: " + firstLine(e.getMessage()), e);
        }
    }

    /** Largest token id it can give. */
    public long highestId() {
        return highestId;
    }

    /** Cuts what is too long; never fails on any text. */
    public List<Tokens> encode(List<String> texts) {
        String[] clean =
                texts.stream().map(TextTokenizer::withoutLoneSurrogates).toArray(String[]::new);
        return List.of(tokenizer.batchEncode(clean)).stream().map(this::tokens).toList();
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    private Tokens tokens(Encoding encoding) {
        long[] ids = encoding.getIds();
        long[] marks = encoding.getSpecialTokenMask();
        int count = 0;
        int known = 0;
        for (int i = 0; i < ids.length; i++) {
            if (marks[i] == 0) {
                count++;
                known += ids[i] == unknownId ? 0 : 1;
            }
        }
        return new Tokens(ids, encoding.getTypeIds(), count, known, encoding.exceedMaxLength());
    }

    /** Java strings may hold halves of a character, which have no UTF-8: they become question marks. */
    private static String withoutLoneSurrogates(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static long unknownId(JsonNode model, JsonNode vocabulary) {
        if (model.path("unk_id").isIntegralNumber()) {
            return model.path("unk_id").longValue();
        }
        return vocabulary.path(model.path("unk_token").asText("")).asLong(NONE);
    }

    private static long highestId(JsonNode tree, JsonNode vocabulary) {
        long highest = vocabulary.isArray() ? vocabulary.size() - 1 : NONE;
        if (vocabulary.isObject()) {
            for (JsonNode id : vocabulary) {
                highest = Math.max(highest, id.asLong());
            }
        }
        for (JsonNode added : tree.path("added_tokens")) {
            highest = Math.max(highest, added.path("id").asLong());
        }
        return highest;
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("no reason given");
    }
}
