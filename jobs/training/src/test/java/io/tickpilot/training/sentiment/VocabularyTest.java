package io.tickpilot.training.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.onnx.text.TextTokenizer;
import io.tickpilot.onnx.text.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {
    private static final List<String> TEXTS =
            SomeHeadlines.of(400, 5).stream().map(Headline::text).toList();

    @TempDir
    Path folder;

    @Test
    void learnsFrequentWordsWholeAndKeepsToItsSize() throws IOException {
        List<String> pieces = learn(180);

        assertThat(pieces).hasSize(180).doesNotHaveDuplicates();
        assertThat(pieces.subList(0, 4)).containsExactly("[PAD]", "[UNK]", "[CLS]", "[SEP]");
        assertThat(pieces).contains("dollar", "and", "downgraded");
    }

    @Test
    void joinsTheMostFrequentNeighboursFirst() throws IOException {
        List<String> pieces =
                Vocabulary.learn(List.of("abab abab abab", "cab cab cab cab"), 15, folder.resolve("t.json"));

        assertThat(pieces)
                .containsExactly(
                        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "0", "a", "b", "c", "##0", "##a", "##b", "##c", "##ab",
                        "cab", "ab");
    }

    @Test
    void readsEveryTextItLearntFromWithoutUnknownTokens() throws IOException {
        for (Tokens tokens : encode(learn(180), TEXTS)) {
            assertThat(tokens.known()).isEqualTo(tokens.count());
        }
    }

    @Test
    void readsAnyNumberAsZero() throws IOException {
        List<Tokens> tokens = encode(learn(180), List.of("Gold falls 17 %", "gold FALLS 250 %", "Göld falls 0 %"));

        assertThat(tokens.get(1).ids()).isEqualTo(tokens.get(0).ids());
        assertThat(tokens.get(2).ids()).isEqualTo(tokens.get(0).ids());
    }

    @Test
    void learnsTheSameFromTheSame() throws IOException {
        assertThat(learn(120)).isEqualTo(learn(120));
    }

    private List<String> learn(int size) throws IOException {
        return Vocabulary.learn(TEXTS, size, folder.resolve("tokenizer.json"));
    }

    private List<Tokens> encode(List<String> pieces, List<String> texts) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        TokenizerFile.write(pieces, file);
        try (TextTokenizer tokenizer = TextTokenizer.open(file, 128)) {
            List<Tokens> tokens = tokenizer.encode(texts);
            assertThat(tokens).allMatch(each -> Arrays.stream(each.ids()).allMatch(id -> id < pieces.size()));
            return tokens;
        }
    }
}
