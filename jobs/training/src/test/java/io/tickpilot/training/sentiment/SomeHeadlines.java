package io.tickpilot.training.sentiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Headlines by rule: a verb gives the tone, and {@code not} before it turns it round. */
final class SomeHeadlines {
    private static final List<String> SUBJECTS = List.of(
            "Gold", "Oil", "The dollar", "Acme Bank", "Copper", "The euro", "Zenith Steel", "Wheat", "The index");
    private static final Map<Tone, List<String>> VERBS = Map.of(
            Tone.NEGATIVE, List.of("slumps", "tumbles", "is downgraded", "falls"),
            Tone.NEUTRAL, List.of("is flat", "names a new chairman", "moves sideways", "waits"),
            Tone.POSITIVE, List.of("soars", "rallies", "is upgraded", "climbs"));
    private static final List<String> ENDINGS = List.of(
            "after the Fed", "on Monday", "by 3 %", "by 17 %", "as traders return", "before the holidays", "in Asia");

    private SomeHeadlines() {}

    /** At most so many, all different. */
    static List<Headline> of(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Headline> headlines = new LinkedHashMap<>();
        for (int i = 0; i < 20 * count && headlines.size() < count; i++) {
            Tone tone = Tone.values()[random.nextInt(Tone.COUNT)];
            boolean turned = tone != Tone.NEUTRAL && random.nextInt(4) == 0;
            String text = pick(SUBJECTS, random) + " and " + pick(SUBJECTS, random) + ": " + (turned ? "not what " : "")
                    + pick(VERBS.get(tone), random) + " " + pick(ENDINGS, random);
            headlines.putIfAbsent(text, new Headline(text, turned ? opposite(tone) : tone));
        }
        return new ArrayList<>(headlines.values());
    }

    private static Tone opposite(Tone tone) {
        return tone == Tone.POSITIVE ? Tone.NEGATIVE : Tone.POSITIVE;
    }

    private static String pick(List<String> from, SplittableRandom random) {
        return from.get(random.nextInt(from.size()));
    }
}
