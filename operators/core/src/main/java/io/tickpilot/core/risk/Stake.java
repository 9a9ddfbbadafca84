package io.tickpilot.core.risk;

import io.tickpilot.core.market.Instrument;
import java.util.List;

/**
 * What a trade is sized by beside its market and settings.
 *
 * @param winRate Kelly's p, and {@code payoff} his b
 * @param size multiplier after all bounds, below 1 for the probe of a breaker
 * @param funds of the accounts that may trade it; not empty
 * @param allowances of accounts, {@code limitsRequired} whether one without may order nothing
 */
public record Stake(
        double winRate,
        double payoff,
        double size,
        List<Funds> funds,
        Conversion conversion,
        Allowances allowances,
        boolean limitsRequired) {

    /** Without allowances. */
    public Stake(double winRate, double payoff, double size, List<Funds> funds, Conversion conversion) {
        this(winRate, payoff, size, funds, conversion, new Allowances(), false);
    }

    /**
     * Most that an account's allowance lets leave; 0 without one where there must be. The configured equity beside an account is none of
     * its own.
     */
    double allowed(Funds one, Instrument instrument, double entry, double stopDistance, double rate) {
        if (limitsRequired && !allowances.limits(one.account())) {
            boolean configured = one.account().isEmpty() && funds.size() > 1;
            return configured ? Double.POSITIVE_INFINITY : 0;
        }
        boolean converted = !one.currency().equals(instrument.quoteCurrency());
        return allowances.mostLots(one.account(), instrument, entry, stopDistance, rate, converted);
    }

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
