package io.tickpilot.training.sentiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code tokenizer.json} of a WordPiece tokenizer that works as BERT's uncased one does, but reads every number as 0.
 * Pieces within a word begin with {@code ##}.
 */
final class TokenizerFile {
    /** First of every vocabulary, in this order; padding is 0. */
    static final List<String> MARKS = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]");

    static final String INNER = "##";

    private static final int CLS = 2;
    private static final int SEP = 3;
    private static final int LONGEST_WORD = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenizerFile() {}

    /** @param pieces the vocabulary, each at its id */
    static void write(List<String> pieces, Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        for (int id = 0; id < MARKS.size(); id++) {
            added.addObject()
                    .put("id", id)
                    .put("content", MARKS.get(id))
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        ArrayNode normalizers =
                root.putObject("normalizer").put("type", "Sequence").putArray("normalizers");
        normalizers
                .addObject()
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", true)
                .putNull("strip_accents")
                .put("lowercase", true);
        normalizers
                .addObject()
                .put("type", "Replace")
                .put("content", "0")
                .putObject("pattern")
                .put("Regex", "[0-9]+");
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        marks(root.putObject("post_processor").put("type", "TemplateProcessing"));
        root.putObject("decoder").put("type", "WordPiece").put("prefix", INNER).put("cleanup", true);
        ObjectNode vocabulary = root.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", MARKS.get(1))
                .put("continuing_subword_prefix", INNER)
                .put("max_input_chars_per_word", LONGEST_WORD)
                .putObject("vocab");
        for (int id = 0; id < pieces.size(); id++) {
            vocabulary.put(pieces.get(id), id);
        }
        Files.writeString(file, JSON.writeValueAsString(root) + "\n");
    }

    private static void marks(ObjectNode template) {
        ArrayNode single = template.putArray("single");
        single.addObject().putObject("SpecialToken").put("id", MARKS.get(CLS)).put("type_id", 0);
        single.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
        single.addObject().putObject("SpecialToken").put("id", MARKS.get(SEP)).put("type_id", 0);
        template.set("pair", single.deepCopy());
        ObjectNode tokens = template.putObject("special_tokens");
        for (int id : new int[] {CLS, SEP}) {
            ObjectNode token = tokens.putObject(MARKS.get(id)).put("id", MARKS.get(id));
            token.putArray("ids").add(id);
            token.putArray("tokens").add(MARKS.get(id));
        }
    }
}
