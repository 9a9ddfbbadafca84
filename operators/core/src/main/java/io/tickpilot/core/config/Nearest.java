package io.tickpilot.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that one who misspelt a name may have meant. */
public final class Nearest {
    private static final int NEAR_ENOUGH = 3;

    /** A name that holds the other counts as near, but as less near than a slip of the pen. */
    private static final int PART = NEAR_ENOUGH;

    private Nearest() {}

    /**
     * The nearest names, nearest first, equally near ones in their order.
     *
     * @param most how many of them
     * @return empty when none is near
     */
    public static List<String> of(String wanted, Collection<String> known, int most) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> distance(lower, name) <= NEAR_ENOUGH)
                .sorted(Comparator.comparingInt(name -> distance(lower, name)))
                .limit(most)
                .toList();
    }

    private static int distance(String wanted, String name) {
        String candidate = name.toLowerCase(Locale.ROOT);
        boolean part = wanted.length() >= PART && (candidate.contains(wanted) || wanted.contains(candidate));
        int edits = edits(wanted, candidate);
        return part ? Math.min(PART, edits) : edits;
    }

    /** Levenshtein's distance: insertions, deletions and substitutions of one letter. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j - 1], row[j]));
            }
        }
        return row[b.length()];
    }
}
