package io.tickpilot.training.network;

import java.util.List;

/** The quantiles that a forecast gives, behind its three scores of the direction. */
public final class Quantiles {
    /** Share of outcomes that should lie below each. */
    public static final List<Double> LEVELS = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

    public static final int COUNT = LEVELS.size();

    private Quantiles() {}

    /**
     * Mean over the levels of the pinball loss (Koenker and Bassett 1978): {@code max(level * d, (level - 1) * d)} with
     * {@code d = value - quantile}. Least on average when each quantile is the true one.
     *
     * @param offset of the first quantile in the row
     */
    public static double pinball(float[] row, int offset, double value) {
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            double above = value - row[offset + i];
            double level = LEVELS.get(i);
            sum += Math.max(level * above, (level - 1) * above);
        }
        return sum / COUNT;
    }
}
