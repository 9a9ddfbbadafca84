package io.tickpilot.core.risk;

import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.risk.Rates.Rate;
import io.tickpilot.core.signal.Rejection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns money of one currency into another by the rates known at one moment: the instrument's own price, those told by commands, those
 * configured. Each serves both ways, and two of them in a row where no one alone will do.
 */
public final class Conversion {
    /** Of a configured rate: it has no time, so any other is preferred, and none is too old beside it. */
    private static final long TIMELESS = Long.MAX_VALUE - 1;

    private static final long UNKNOWN = Long.MAX_VALUE;

    private final Rates rates;
    private final Instrument instrument;
    private final double price;
    private final RiskSettings risk;
    private final long nowMicros;
    /** Age of the youngest rate that was too old, in the search under way; {@link #UNKNOWN} for none. */
    private long staleMicros;

    /** @param price of the instrument now */
    public Conversion(Rates rates, Instrument instrument, double price, RiskSettings risk, long nowMicros) {
        this.rates = rates;
        this.instrument = instrument;
        this.price = price;
        this.risk = risk;
        this.nowMicros = nowMicros;
    }

    /**
     * A rate and the age of its oldest part, or why there is none.
     *
     * @param rate units of the account's currency for one of the other; NaN when there is none
     * @param rejection of check {@code conversion-rate:FROM-TO}: the age of the youngest rate that is too old against the greatest age, in
     *     seconds, or 0 against 0 when none was ever told
     */
    record Found(double rate, @Nullable Rejection rejection) {}

    /**
     * Value of one unit of the instrument's quote currency. The youngest way wins: first those of one rate, then those over a third
     * currency; of equals the one told for this direction, then the first currency in the alphabet.
     */
    Found quoteTo(String currency) {
        return find(instrument.quoteCurrency(), currency);
    }

    /** The same as a number alone, NaN when there is none. */
    public double quoteRate(String currency) {
        return quoteTo(currency).rate();
    }

    Found find(String from, String to) {
        staleMicros = UNKNOWN;
        if (from.equals(to)) {
            return new Found(1, null);
        }
        Step direct = step(from, to);
        if (direct != null) {
            return new Found(direct.rate, null);
        }
        Step best = null;
        TreeSet<String> between = rates.currencies();
        between.add(instrument.baseCurrency());
        between.add(instrument.quoteCurrency());
        between.addAll(risk.conversionRates().keySet());
        between.add(risk.accountCurrency());
        for (String third : between) {
            Step first = third.equals(from) || third.equals(to) ? null : step(from, third);
            Step second = first == null ? null : step(third, to);
            if (first != null && second != null) {
                Step crossed = new Step(first.rate * second.rate, Math.max(first.ageMicros, second.ageMicros));
                best = best == null || crossed.ageMicros < best.ageMicros ? crossed : best;
            }
        }
        return best == null ? new Found(Double.NaN, missing(from, to)) : new Found(best.rate, null);
    }

    private Rejection missing(String from, String to) {
        String check = "conversion-rate:" + from + "-" + to;
        return staleMicros == UNKNOWN
                ? new Rejection(check, 0, 0)
                : new Rejection(check, staleMicros / 1e6, risk.sizing().rateAgeMicros() / 1e6);
    }

    private record Step(double rate, long ageMicros) {}

    /** The youngest single rate between two currencies, null without one. */
    private @Nullable Step step(String from, String to) {
        if (price > 0 && from.equals(instrument.baseCurrency()) && to.equals(instrument.quoteCurrency())) {
            return new Step(price, 0);
        }
        if (price > 0 && from.equals(instrument.quoteCurrency()) && to.equals(instrument.baseCurrency())) {
            return new Step(1 / price, 0);
        }
        Step best = fresh(rates.known(from, to), false);
        Step inverse = fresh(rates.known(to, from), true);
        if (inverse != null && (best == null || inverse.ageMicros < best.ageMicros)) {
            best = inverse;
        }
        return best == null ? configured(from, to) : best;
    }

    private @Nullable Step fresh(@Nullable Rate rate, boolean inverted) {
        if (rate == null) {
            return null;
        }
        long age = Math.max(0, nowMicros - rate.atMicros());
        if (age > risk.sizing().rateAgeMicros()) {
            staleMicros = Math.min(staleMicros, age);
            return null;
        }
        return new Step(inverted ? 1 / rate.rate() : rate.rate(), age);
    }

    private @Nullable Step configured(String from, String to) {
        if (to.equals(risk.accountCurrency()) && risk.conversionRates().containsKey(from)) {
            return new Step(risk.conversionRates().get(from), TIMELESS);
        }
        if (from.equals(risk.accountCurrency()) && risk.conversionRates().containsKey(to)) {
            return new Step(1 / risk.conversionRates().get(to), TIMELESS);
        }
        return null;
    }
}
