package io.tickpilot.feeds;

import java.util.Map;

/**
 * One instrument of the simulated market.
 *
 * @param digits decimals of a price; all prices lie on the grid of 10^-digits
 * @param startPrice mid at the start, in quote currency
 * @param dailyVolatility standard deviation of a day's return in an average regime, as a fraction
 * @param spreadPoints typical spread in calm hours, in points of 10^-digits
 * @param ticksPerSecond mean rate in an average regime and hour
 */
public record SimulatedSymbol(
        String symbol,
        int digits,
        double startPrice,
        double dailyVolatility,
        double spreadPoints,
        double ticksPerSecond) {
    private static final int MAX_DIGITS = 10;

    private static final Map<String, SimulatedSymbol> KNOWN = Map.ofEntries(
            known("EURUSD", 5, 1.10000, 0.0055, 7),
            known("GBPUSD", 5, 1.27000, 0.0060, 10),
            known("AUDUSD", 5, 0.66000, 0.0065, 9),
            known("NZDUSD", 5, 0.61000, 0.0065, 12),
            known("USDCAD", 5, 1.36000, 0.0045, 11),
            known("USDCHF", 5, 0.88000, 0.0052, 11),
            known("USDJPY", 3, 150.000, 0.0060, 9),
            known("EURGBP", 5, 0.86000, 0.0042, 10),
            known("EURJPY", 3, 163.000, 0.0062, 13),
            known("GBPJPY", 3, 190.000, 0.0070, 18),
            known("XAUUSD", 2, 2350.00, 0.0100, 22),
            known("BTCUSD", 2, 60000.0, 0.0300, 800),
            known("ETHUSD", 2, 3000.00, 0.0360, 60));

    public SimulatedSymbol {
        boolean sane = digits >= 0
                && digits <= MAX_DIGITS
                && startPrice > 0
                && dailyVolatility > 0
                && spreadPoints >= 1
                && ticksPerSecond > 0;
        if (!sane) {
            throw new IllegalArgumentException("simulated symbol out of range: symbol=" + symbol + " digits=" + digits
                    + " startPrice=" + startPrice + " dailyVolatility=" + dailyVolatility + " spreadPoints="
                    + spreadPoints + " ticksPerSecond=" + ticksPerSecond);
        }
    }

    /** Typical figures of the well-known names, a five-digit currency pair around 1 for any other. */
    public static SimulatedSymbol named(String symbol) {
        SimulatedSymbol found = KNOWN.get(symbol);
        return found != null ? found : new SimulatedSymbol(symbol, 5, 1.0, 0.006, 8, 2);
    }

    public SimulatedSymbol withTicksPerSecond(double rate) {
        return new SimulatedSymbol(symbol, digits, startPrice, dailyVolatility, spreadPoints, rate);
    }

    private static Map.Entry<String, SimulatedSymbol> known(
            String symbol, int digits, double price, double volatility, double spread) {
        return Map.entry(symbol, new SimulatedSymbol(symbol, digits, price, volatility, spread, 2));
    }
}
