package io.tickpilot.training.sentiment;

import io.tickpilot.training.TrainingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Headlines for training, validation and test, shuffled by seed. Headlines that differ in figures only go to the same part, so
 * none is learnt from its twin. The order is not that of time, which such files do not tell.
 */
record HeadlineSplit(List<Headline> train, List<Headline> validation, List<Headline> test) {
    private static final double TRAIN_SHARE = 0.7;
    private static final double VALIDATION_SHARE = 0.15;

    /** Fewest headlines of each tone in each part. */
    private static final int FEWEST = 10;

    /** @throws TrainingException when a part has too few headlines of a tone */
    static HeadlineSplit of(List<Headline> all, long seed) {
        Map<String, List<Headline>> byTemplate = new LinkedHashMap<>();
        for (Headline each : all) {
            byTemplate
                    .computeIfAbsent(each.template(), key -> new ArrayList<>())
                    .add(each);
        }
        List<List<Headline>> groups = new ArrayList<>(byTemplate.values());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = groups.size() - 1; i > 0; i--) {
            groups.set(i, groups.set(random.nextInt(i + 1), groups.get(i)));
        }
        int trainEnd = (int) (TRAIN_SHARE * groups.size());
        int validationEnd = (int) ((TRAIN_SHARE + VALIDATION_SHARE) * groups.size());
        HeadlineSplit split = new HeadlineSplit(
                flat(groups.subList(0, trainEnd)),
                flat(groups.subList(trainEnd, validationEnd)),
                flat(groups.subList(validationEnd, groups.size())));
        split.requireEnough(all);
        return split;
    }

    private void requireEnough(List<Headline> all) {
        int[] counts = counts(all);
        for (List<Headline> part : List.of(train, validation, test)) {
            if (Arrays.stream(counts(part)).min().orElse(0) < FEWEST) {
                throw new TrainingException(String.format(
                        Locale.ROOT,
                        "too few headlines of a tone to train on, give some hundreds of each: negative=%d neutral=%d"
                                + " positive=%d",
                        counts[0],
                        counts[1],
                        counts[2]));
            }
        }
    }

    private static int[] counts(List<Headline> headlines) {
        int[] counts = new int[Tone.COUNT];
        headlines.forEach(each -> counts[each.tone().ordinal()]++);
        return counts;
    }

    private static List<Headline> flat(List<List<Headline>> groups) {
        return groups.stream().flatMap(List::stream).toList();
    }
}
