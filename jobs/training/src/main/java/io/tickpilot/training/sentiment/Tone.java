package io.tickpilot.training.sentiment;

import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/** What a headline is labelled with, in the order of the model's outputs. */
enum Tone {
    NEGATIVE,
    NEUTRAL,
    POSITIVE;

    static final int COUNT = values().length;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The tone of each headline, as its place in the model's outputs. */
    static IntUnaryOperator truth(List<Headline> headlines) {
        return i -> headlines.get(i).tone().ordinal();
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
