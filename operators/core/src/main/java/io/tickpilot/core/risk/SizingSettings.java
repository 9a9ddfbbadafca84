package io.tickpilot.core.risk;

import io.tickpilot.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * What a size follows beside {@link RiskSettings}.
 *
 * @param account its trades are sized for; empty for every account that reports, the least of them
 * @param priorTrades closed trades that the prior of Kelly's win rate and payoff weighs as much as
 * @param halfLifeTrades closed trades after which one counts half
 * @param targetRank rank of the ATR within its month at which sizes are not scaled: above it the size is {@code targetRank / rank}
 * @param minVolatilityScale least multiplier of the size, {@code maxVolatilityScale} the greatest; both 1 switch it off
 * @param marginShare of the free margin that one trade may take
 * @param accountAgeMicros an account's report is believed for, in log time
 * @param rateAgeMicros a told conversion rate is believed for, from the time of its price on
 */
public record SizingSettings(
        String account,
        double priorTrades,
        double halfLifeTrades,
        double targetRank,
        double minVolatilityScale,
        double maxVolatilityScale,
        double marginShare,
        long accountAgeMicros,
        long rateAgeMicros)
        implements Serializable {

    /** Names every account. */
    public static final String ANY = "";

    public static final SizingSettings DEFAULTS =
            new SizingSettings(ANY, 20, 100, 0.5, 0.5, 1, 0.5, 60_000_000L, 3_600_000_000L);

    /** Keys {@code account}, {@code margin-share}, {@code max-account-age}, {@code max-rate-age}, and the sections {@code kelly} and {@code volatility}. */
    static SizingSettings from(Settings settings, SizingSettings base) {
        Settings kelly = settings.section("kelly");
        Settings volatility = settings.section("volatility");
        String account = settings.text("account", base.account.equals(ANY) ? "any" : base.account);
        SizingSettings read = new SizingSettings(
                account.equals("any") ? ANY : account,
                kelly.number("prior-trades", base.priorTrades, 0.001, 1e9),
                kelly.number("half-life", base.halfLifeTrades, 1, 1e9),
                volatility.number("target-rank", base.targetRank, 0.01, 1),
                volatility.number("min", base.minVolatilityScale, 0.01, 10),
                volatility.number("max", base.maxVolatilityScale, 0.01, 10),
                settings.number("margin-share", base.marginShare, 0.001, 1),
                micros(settings, "max-account-age", base.accountAgeMicros),
                micros(settings, "max-rate-age", base.rateAgeMicros));
        if (read.minVolatilityScale > read.maxVolatilityScale) {
            volatility.fault("min", "must not exceed max " + read.maxVolatilityScale, read.minVolatilityScale);
        }
        return read;
    }

    private static long micros(Settings settings, String key, long otherwise) {
        return settings.duration(key, Duration.ofNanos(otherwise * 1_000)).toNanos() / 1_000;
    }

    /** Multiplier of the size, 1 before the ATR's rank is warm. */
    double volatilityScale(double atrRank) {
        if (Double.isNaN(atrRank)) {
            return Math.min(1, maxVolatilityScale);
        }
        return Math.max(minVolatilityScale, Math.min(maxVolatilityScale, targetRank / atrRank));
    }
}
