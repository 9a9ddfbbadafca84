package io.tickpilot.training.sentiment;

import java.util.Locale;
import java.util.regex.Pattern;

/** One labelled text. */
record Headline(String text, Tone tone) {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** The words alone: headlines with the same are the same headline. */
    String words() {
        return OTHER.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }

    /** The words with every number as 0: headlines with the same differ in figures only and stay in one split. */
    String template() {
        return DIGITS.matcher(words()).replaceAll("0");
    }
}
