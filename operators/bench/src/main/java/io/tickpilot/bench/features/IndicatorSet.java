package io.tickpilot.bench.features;

/**
 * The indicators that Tickpilot, ta4j and TA-Lib all have, over the one-minute bars of one symbol, each library used as its users
 * do. Outputs in this order: EMA 9, EMA 21, SMA 20, RSI 14, MACD 12/26/9 line, signal and histogram, Bollinger 20/2 upper and lower
 * band, ATR 14, +DI 14, -DI 14, ADX 14, stochastic 14/3/3 %K and %D, CCI 20, highest high 20, lowest low 20.
 */
interface IndicatorSet {
    int OUTPUTS = 18;
    long BAR_MICROS = 60_000_000L;

    /** Takes in a tick of the forming bar, or the first of the next one. */
    void tick(long timeMicros, double price);

    /** Takes in a bar that has closed. */
    void bar(long startMicros, double open, double high, double low, double close);

    /** Writes all outputs as of the newest bar, forming or closed. */
    void read(double[] outputs);

    /** By the name of a bench's parameter. */
    static IndicatorSet of(String library) {
        return switch (library) {
            case OwnIndicators.NAME -> new OwnIndicators();
            case Ta4jIndicators.NAME -> new Ta4jIndicators();
            case TaLibIndicators.NAME -> new TaLibIndicators();
            default -> throw new IllegalArgumentException("unknown library: " + library);
        };
    }
}
