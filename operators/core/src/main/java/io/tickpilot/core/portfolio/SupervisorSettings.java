package io.tickpilot.core.portfolio;

import io.tickpilot.core.breaker.BreakerSettings;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.risk.RiskSettings;
import java.io.Serializable;
import java.time.Duration;

/**
 * How accounts are watched.
 *
 * @param rules of the firm whose account it is
 * @param currency and {@code balance} of an account whose terminal has told none
 * @param limitsMicros how long limits stand, so that none outlive a supervision that has died
 * @param signalMicros longest life of a signal
 * @param lagMicros longest time until a decision or a report is known to the supervision
 * @param maxReward farthest target of an order, in distances of its stop
 * @param maxExposure value of all positions in multiples of equity; 0: any
 * @param scaleBelow share of an allowed loss; with less left sizes shrink in proportion
 * @param dailyLoss share of the day's start equity, {@code drawdown} share of the highest equity, {@code losses} in a row, {@code
 *     marginLevel} equity over margin: from these on the account's breaker trips; 0 switches a cause off
 * @param breaker how it recovers; from a daily loss not before the day's end
 * @param closeOnTrip whether a trip by daily loss or drawdown closes all positions
 * @param tightenBelow share of an allowed loss; with less left stops are tightened to {@code tightenAtr} ATR; 0: never
 * @param answerMicros after which an adjustment without result is sent again, {@code attempts} times in all
 * @param sampleMicros interval of returns, of which {@code samples} are kept
 * @param horizon of VaR and ES, in intervals
 * @param lambda of the exponentially weighted variance
 * @param periodsPerYear intervals to which Sharpe and Sortino ratios are annualised
 */
public record SupervisorSettings(
        PropFirmRules rules,
        String currency,
        double balance,
        long limitsMicros,
        long signalMicros,
        long lagMicros,
        double maxReward,
        double maxExposure,
        double scaleBelow,
        double dailyLoss,
        double drawdown,
        int losses,
        double marginLevel,
        BreakerSettings breaker,
        boolean closeOnTrip,
        double tightenBelow,
        double tightenAtr,
        long answerMicros,
        int attempts,
        long sampleMicros,
        int samples,
        int horizon,
        double lambda,
        double periodsPerYear)
        implements Serializable {

    private static final long SECOND = 1_000_000L;

    public static final SupervisorSettings DEFAULTS = new SupervisorSettings(
            PropFirmRules.NONE,
            "USD",
            10_000,
            10 * SECOND,
            5 * SECOND,
            10 * SECOND,
            3,
            0,
            0.5,
            0.05,
            0.2,
            5,
            1.5,
            BreakerSettings.DEFAULTS,
            false,
            0,
            1,
            10 * SECOND,
            3,
            60 * SECOND,
            500,
            60,
            0.94,
            252 * 24 * 60);

    /**
     * The sections {@code account} and {@code prop-firm}; faults are left in {@code root}.
     *
     * @param risk tells currency and equity of an account whose terminal has told none
     * @param signalMicros longest life of a signal of any strategy
     */
    public static SupervisorSettings from(Settings root, RiskSettings risk, long signalMicros) {
        Settings account = root.section("account");
        SupervisorSettings base = DEFAULTS;
        return new SupervisorSettings(
                PropFirmRules.from(root),
                risk.accountCurrency(),
                risk.accountEquity(),
                micros(account, "limits-life", base.limitsMicros),
                signalMicros,
                micros(account, "lag", base.lagMicros),
                account.number("max-reward", base.maxReward, 0.5, 1_000),
                account.number("max-exposure", base.maxExposure, 0, 1e6),
                account.number("scale-below", base.scaleBelow, 0, 1),
                account.number("daily-loss", base.dailyLoss, 0, 1),
                account.number("drawdown", base.drawdown, 0, 1),
                account.integer("losses", base.losses, 0, 10_000),
                account.number("margin-level", base.marginLevel, 0, 1_000),
                BreakerSettings.from(account, base.breaker),
                account.bool("close-on-trip", base.closeOnTrip),
                account.number("tighten-below", base.tightenBelow, 0, 1),
                account.number("tighten-atr", base.tightenAtr, 0.01, 1_000),
                micros(account, "answer", base.answerMicros),
                account.integer("attempts", base.attempts, 1, 100),
                micros(account, "sample", base.sampleMicros),
                account.integer("samples", base.samples, 20, 100_000),
                account.integer("horizon", base.horizon, 1, 1_000_000),
                account.number("lambda", base.lambda, 0, 1),
                account.number("periods-per-year", base.periodsPerYear, 1, 1e9));
    }

    private static long micros(Settings settings, String key, long otherwise) {
        return settings.duration(key, Duration.ofNanos(otherwise * 1_000)).toNanos() / 1_000;
    }
}
