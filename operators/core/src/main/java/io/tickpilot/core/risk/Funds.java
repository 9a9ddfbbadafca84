package io.tickpilot.core.risk;

/**
 * What one account lets a new trade have; positive infinity where nothing bounds it.
 *
 * @param account empty for the one the configuration describes
 * @param equity in its currency, as are {@code freeMargin}, {@code riskLeft}, {@code headroom} and {@code exposureLeft}
 * @param leverage 100 for 1:100; 0 when unknown, which leaves the margin unchecked
 * @param riskLeft what new trades may lose at their stops, after open and pending ones
 * @param headroom what any single trade may lose
 * @param scale multiplier of the size, 0 to 1
 */
public record Funds(
        String account,
        String currency,
        double equity,
        double freeMargin,
        double leverage,
        double riskLeft,
        double headroom,
        double lotsLeft,
        double exposureLeft,
        double scale) {

    /** Of an account that nothing but its equity is known of. */
    public static Funds of(String currency, double equity) {
        return of(currency, equity, 1);
    }

    static Funds of(String currency, double equity, double scale) {
        double none = Double.POSITIVE_INFINITY;
        return new Funds("", currency, equity, none, 0, none, none, none, none, scale);
    }
}
