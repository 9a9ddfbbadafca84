package io.tickpilot.feeds;

/** How a simulated symbol moves for a while. The factors multiply the symbol's average figures. */
public enum Regime {
    TREND_UP(1.0, 1.2, 1.0, 35),
    TREND_DOWN(1.0, 1.2, 1.0, 35),
    /** Pulled back to where it began. */
    RANGING(0.8, 0.9, 1.0, 30),
    VOLATILE(2.2, 1.8, 1.8, 8),
    QUIET(0.45, 0.5, 0.9, 20);

    private static final Regime[] ALL = values();

    /** Chances of the next regime, in the order of the constants; a row's own entry is 0. */
    private static final double[][] NEXT = {
        {0, 0.15, 0.45, 0.20, 0.20},
        {0.15, 0, 0.45, 0.20, 0.20},
        {0.32, 0.32, 0, 0.16, 0.20},
        {0.35, 0.35, 0.30, 0, 0},
        {0.30, 0.30, 0.30, 0.10, 0},
    };

    final double volatility;
    final double rate;
    final double spread;
    final double meanMinutes;

    Regime(double volatility, double rate, double spread, double meanMinutes) {
        this.volatility = volatility;
        this.rate = rate;
        this.spread = spread;
        this.meanMinutes = meanMinutes;
    }

    /** Sign of the drift: +1, -1 or 0. */
    public int drift() {
        return this == TREND_UP ? 1 : this == TREND_DOWN ? -1 : 0;
    }

    /** The regime that follows this one, for a uniform draw in [0, 1). */
    Regime next(double draw) {
        double[] chances = NEXT[ordinal()];
        double rest = draw;
        for (int i = 0; i < chances.length; i++) {
            rest -= chances[i];
            if (rest < 0) {
                return ALL[i];
            }
        }
        return RANGING;
    }
}
