package io.tickpilot.core.market;

import java.io.Serializable;

/**
 * What is traded, and in which steps.
 *
 * @param digits decimals of a price; {@code point} is 10^-digits
 * @param contractSize units of the base currency in one lot
 * @param lotStep smallest change of a size in lots, {@code minLots} and {@code maxLots} its bounds
 * @param quoteCurrency ISO 4217, the currency of prices and of raw profit
 */
public record Instrument(
        String symbol,
        int digits,
        double contractSize,
        double minLots,
        double maxLots,
        double lotStep,
        String baseCurrency,
        String quoteCurrency)
        implements Serializable {

    private static final double[] POINTS = {1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10};

    /** Smallest price step, in quote currency. */
    public double point() {
        return POINTS[digits];
    }
}
