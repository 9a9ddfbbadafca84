package io.tickpilot.core.portfolio;

import io.tickpilot.core.market.Instrument;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What open positions amount to, in account currency at mid prices, positive for long. A buy of one lot EURUSD is long 100,000 EUR and
 * short what they cost in USD. Legs in the account's own currency carry no exchange risk, yet are listed.
 *
 * @param bySymbol value of the base leg
 * @param byCurrency sum over base and quote legs
 * @param gross sum of absolute values by symbol
 * @param unpriced positions left out since a price or rate is missing
 */
public record Exposure(
        SortedMap<String, Double> bySymbol, SortedMap<String, Double> byCurrency, double gross, int unpriced) {

    static final Exposure NONE = new Exposure(Collections.emptySortedMap(), Collections.emptySortedMap(), 0, 0);

    static Exposure of(List<Position> positions, Quotes quotes) {
        TreeMap<String, Double> bySymbol = new TreeMap<>();
        TreeMap<String, Double> byCurrency = new TreeMap<>();
        int unpriced = 0;
        for (Position position : positions) {
            Instrument instrument = quotes.instrument(position.symbol());
            double mid = quotes.mid(position.symbol());
            double rate = instrument == null ? Double.NaN : quotes.value(instrument.quoteCurrency());
            if (instrument == null || Double.isNaN(mid) || Double.isNaN(rate)) {
                unpriced++;
                continue;
            }
            double value = position.side().sign() * position.lots() * instrument.contractSize() * mid * rate;
            bySymbol.merge(position.symbol(), value, Double::sum);
            byCurrency.merge(instrument.baseCurrency(), value, Double::sum);
            byCurrency.merge(instrument.quoteCurrency(), -value, Double::sum);
        }
        double gross = 0;
        for (double value : bySymbol.values()) {
            gross += Math.abs(value);
        }
        return new Exposure(
                Collections.unmodifiableSortedMap(bySymbol),
                Collections.unmodifiableSortedMap(byCurrency),
                gross,
                unpriced);
    }
}
