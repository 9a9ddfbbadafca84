package io.tickpilot.core.risk;

import io.tickpilot.core.market.Instrument;
import java.util.List;

/**
 * What a trade is sized by beside its market and settings.
 *
 * @param winRate Kelly's p, and {@code payoff} his b
 * @param size multiplier after all bounds, below 1 for the probe of a breaker
 * @param funds of the accounts that may trade it; not empty
 */
public record Stake(double winRate, double payoff, double size, List<Funds> funds, Conversion conversion) {

    /** By the confidence alone, for the configured account. */
    static Stake of(double confidence, PlanSettings plan, RiskSettings risk, Instrument instrument, double price) {
        return new Stake(
                confidence,
                plan.target1R(),
                1,
                List.of(Funds.of(risk.accountCurrency(), risk.accountEquity())),
                new Conversion(new Rates(), instrument, price, risk, 0));
    }
}
