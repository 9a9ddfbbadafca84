package io.tickpilot.core.risk;

import io.tickpilot.core.market.Instrument;

/** Turns money of an instrument's quote currency into that of the account. */
final class Conversion {

    private Conversion() {}

    /**
     * Value of one unit of quote currency in account currency: 1 when they are the same, 1 / price when the base currency
     * is the account's (a dollar account in USDJPY), else the configured rate.
     *
     * @return NaN when no rate is known
     */
    static double rate(Instrument instrument, double price, RiskSettings risk) {
        if (instrument.quoteCurrency().equals(risk.accountCurrency())) {
            return 1;
        }
        if (instrument.baseCurrency().equals(risk.accountCurrency())) {
            return 1 / price;
        }
        return risk.conversionRates().getOrDefault(instrument.quoteCurrency(), Double.NaN);
    }
}
