package io.tickpilot.training.dataset;

/**
 * The market at a window's end, where a trade would be entered.
 *
 * @param atr Wilder's ATR(14) of the closed one-minute bars, in quote currency, above 0
 * @param atrRank rank of that ATR within its month, 0 to 1; NaN before its warm-up
 */
public record Entry(double bid, double ask, double atr, double atrRank) {

    public double mid() {
        return (bid + ask) / 2;
    }
}
