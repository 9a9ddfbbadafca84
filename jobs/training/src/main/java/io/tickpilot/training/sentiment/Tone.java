package io.tickpilot.training.sentiment;

import java.util.List;
import java.util.Locale;

/** What a headline is labelled with, in the order of the model's outputs. */
enum Tone {
    NEGATIVE,
    NEUTRAL,
    POSITIVE;

    static final int COUNT = values().length;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Share of each tone. */
    static double[] shares(List<Headline> headlines) {
        double[] shares = new double[COUNT];
        for (Headline each : headlines) {
            shares[each.tone().ordinal()] += 1.0 / headlines.size();
        }
        return shares;
    }
}
