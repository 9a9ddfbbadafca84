package io.tickpilot.training.sentiment;

import io.tickpilot.onnx.text.TextTokenizer;
import io.tickpilot.onnx.text.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Learns the pieces of a WordPiece vocabulary by byte-pair merges (Sennrich et al. 2016): single characters first, then again
 * and again the neighbours that occur together most often. The tokenizer itself, with characters for pieces, splits the texts
 * into words, so what is learnt is cut as it will be read.
 */
final class Vocabulary {
    /** Neighbours that occur together less often are not joined. */
    private static final int FEWEST = 3;

    private static final int ANY_LENGTH = 100_000;

    private final List<String> pieces;
    private final List<int[]> words = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final Map<Long, Integer> pairs = new HashMap<>();

    private Vocabulary(List<String> pieces) {
        this.pieces = new ArrayList<>(pieces);
    }

    /**
     * @param size of the vocabulary at most
     * @param scratch overwritten with a tokenizer of single characters
     * @return the pieces, each at its id
     */
    static List<String> learn(List<String> texts, int size, Path scratch) throws IOException {
        Vocabulary vocabulary = new Vocabulary(characters(texts));
        TokenizerFile.write(vocabulary.pieces, scratch);
        try (TextTokenizer tokenizer = TextTokenizer.open(scratch, ANY_LENGTH)) {
            vocabulary.count(tokenizer.encode(texts));
        }
        while (vocabulary.pieces.size() < size && vocabulary.join()) {}
        return List.copyOf(vocabulary.pieces);
    }

    /** Each as beginning of a word and within one; accents taken off and digits 0, as the tokenizer has them. */
    private static List<String> characters(List<String> texts) {
        TreeSet<String> characters = new TreeSet<>(List.of("0"));
        for (String text : texts) {
            Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                    .codePoints()
                    .filter(each -> !Character.isWhitespace(each)
                            && Character.getType(each) != Character.NON_SPACING_MARK
                            && (each < '1' || each > '9'))
                    .forEach(each -> characters.add(Character.toString(each)));
        }
        return Stream.of(
                        TokenizerFile.MARKS.stream(),
                        characters.stream(),
                        characters.stream().map(each -> TokenizerFile.INNER + each))
                .flatMap(each -> each)
                .toList();
    }

    private void count(List<Tokens> texts) {
        Map<List<Integer>, Integer> found = new LinkedHashMap<>();
        for (Tokens text : texts) {
            List<Integer> word = new ArrayList<>();
            for (long id : text.ids()) {
                if (!pieces.get((int) id).startsWith(TokenizerFile.INNER)) {
                    found.merge(List.copyOf(word), 1, Integer::sum);
                    word.clear();
                }
                word.add((int) id);
            }
        }
        found.forEach((word, count) -> {
            words.add(word.stream().mapToInt(Integer::intValue).toArray());
            counts.add(count);
            addPairs(words.size() - 1, 1);
        });
    }

    /** @return whether there was something to join */
    private boolean join() {
        Map.Entry<Long, Integer> best = pairs.entrySet().stream()
                .max(Map.Entry.<Long, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElse(null);
        if (best == null || best.getValue() < FEWEST) {
            return false;
        }
        int left = (int) (best.getKey() >> Integer.SIZE);
        int right = best.getKey().intValue();
        String joined = pieces.get(left) + pieces.get(right).substring(TokenizerFile.INNER.length());
        int id = pieces.indexOf(joined);
        if (id < 0) {
            id = pieces.size();
            pieces.add(joined);
        }
        for (int i = 0; i < words.size(); i++) {
            if (has(words.get(i), left, right)) {
                addPairs(i, -1);
                words.set(i, replaced(words.get(i), left, right, id));
                addPairs(i, 1);
            }
        }
        return true;
    }

    private void addPairs(int index, int sign) {
        int[] word = words.get(index);
        for (int i = 1; i < word.length; i++) {
            int change = sign * counts.get(index);
            pairs.merge(pair(word[i - 1], word[i]), change, (old, added) -> old + added == 0 ? null : old + added);
        }
    }

    private static boolean has(int[] word, int left, int right) {
        for (int i = 1; i < word.length; i++) {
            if (word[i - 1] == left && word[i] == right) {
                return true;
            }
        }
        return false;
    }

    private static int[] replaced(int[] word, int left, int right, int joined) {
        int[] result = new int[word.length];
        int length = 0;
        for (int i = 0; i < word.length; i++) {
            boolean here = i + 1 < word.length && word[i] == left && word[i + 1] == right;
            result[length++] = here ? joined : word[i];
            i += here ? 1 : 0;
        }
        return Arrays.copyOf(result, length);
    }

    private static long pair(int left, int right) {
        return (long) left << Integer.SIZE | right;
    }
}
