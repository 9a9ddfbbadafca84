package io.tickpilot.bridge.terminal;

import io.tickpilot.core.market.Instrument;
import java.util.HashMap;
import java.util.Map;

/** What a unit of a currency is worth in the account's, from the latest quotes of pairs between the two. */
final class AccountRates {
    private final String account;
    private final Map<String, double[]> rates = new HashMap<>();

    AccountRates(String account) {
        this.account = account;
        rates.put(account, new double[] {1});
    }

    void quote(Instrument instrument, double mid) {
        if (instrument.quoteCurrency().equals(account)) {
            put(instrument.baseCurrency(), mid);
        } else if (instrument.baseCurrency().equals(account)) {
            put(instrument.quoteCurrency(), 1 / mid);
        }
    }

    /** @return account currency for one unit, NaN while no quote tells */
    double of(String currency) {
        double[] rate = rates.get(currency);
        return rate == null ? Double.NaN : rate[0];
    }

    private void put(String currency, double rate) {
        double[] known = rates.get(currency);
        if (known == null) {
            rates.put(currency, new double[] {rate});
        } else if (!currency.equals(account)) {
            known[0] = rate;
        }
    }
}
