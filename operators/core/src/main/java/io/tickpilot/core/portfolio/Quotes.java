package io.tickpilot.core.portfolio;

import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.Side;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The newest quote of each symbol and what currencies are worth by them. Not thread-safe. */
public final class Quotes {
    private final InstrumentCatalogue instruments;
    private final TreeMap<String, Quote> quotes = new TreeMap<>();
    private String accountCurrency;

    /**
     * What one unit of a currency is worth.
     *
     * @param value in account currency
     * @param atMicros time of the older of the quotes it comes from; {@link Long#MAX_VALUE} for the account's own
     */
    public record Rate(double value, long atMicros) {}

    private static final class Quote {
        final Instrument instrument;
        double bid;
        double ask;
        long micros = Long.MIN_VALUE;

        Quote(Instrument instrument) {
            this.instrument = instrument;
        }

        double mid() {
            return (bid + ask) / 2;
        }

        boolean trades(String base, String quote) {
            return instrument.baseCurrency().equals(base)
                    && instrument.quoteCurrency().equals(quote);
        }
    }

    public Quotes(InstrumentCatalogue instruments, String accountCurrency) {
        this.instruments = instruments;
        this.accountCurrency = accountCurrency;
    }

    /** Takes a quote; a crossed or older one, or one of an unknown symbol, changes nothing. */
    public void take(String symbol, double bid, double ask, long micros) {
        if (!(bid > 0 && ask >= bid && ask < Double.POSITIVE_INFINITY)) {
            return;
        }
        Quote quote = quotes.get(symbol);
        if (quote == null) {
            Instrument instrument = instruments.find(symbol);
            if (instrument == null) {
                return;
            }
            quote = new Quote(instrument);
            quotes.put(symbol, quote);
        }
        if (micros >= quote.micros) {
            quote.bid = bid;
            quote.ask = ask;
            quote.micros = micros;
        }
    }

    public String accountCurrency() {
        return accountCurrency;
    }

    void accountCurrency(String currency) {
        accountCurrency = currency;
    }

    @Nullable
    Instrument instrument(String symbol) {
        return instruments.find(symbol);
    }

    public Iterable<String> symbols() {
        return quotes.keySet();
    }

    /** @return NaN before the first quote */
    public double mid(String symbol) {
        Quote quote = quotes.get(symbol);
        return quote == null ? Double.NaN : quote.mid();
    }

    /** At what a position of that side could be closed: bid for a buy, ask for a sell; NaN before the first quote. */
    public double closePrice(String symbol, Side side) {
        Quote quote = quotes.get(symbol);
        return quote == null ? Double.NaN : side == Side.BUY ? quote.bid : quote.ask;
    }

    /** Account currency for one unit, NaN when no quote tells. */
    public double value(String currency) {
        Rate rate = rate(currency);
        return rate == null ? Double.NaN : rate.value();
    }

    /**
     * By mid prices: directly ({@code currency/account}), else inversely, else crossed through one other currency, the first
     * of those pairs in alphabetical order.
     */
    public @Nullable Rate rate(String currency) {
        if (currency.equals(accountCurrency)) {
            return new Rate(1, Long.MAX_VALUE);
        }
        Rate straight = between(currency, accountCurrency);
        if (straight != null) {
            return straight;
        }
        for (Quote quote : quotes.values()) {
            String base = quote.instrument.baseCurrency();
            String second = quote.instrument.quoteCurrency();
            String other = base.equals(currency) ? second : second.equals(currency) ? base : "";
            Rate there = other.isEmpty() ? null : between(currency, other);
            Rate onward = there == null ? null : between(other, accountCurrency);
            if (there != null && onward != null) {
                return new Rate(there.value() * onward.value(), Math.min(there.atMicros(), onward.atMicros()));
            }
        }
        return null;
    }

    private @Nullable Rate between(String from, String to) {
        Rate inverse = null;
        for (Quote quote : quotes.values()) {
            if (quote.trades(from, to)) {
                return new Rate(quote.mid(), quote.micros);
            }
            if (inverse == null && quote.trades(to, from)) {
                inverse = new Rate(1 / quote.mid(), quote.micros);
            }
        }
        return inverse;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(accountCurrency);
        out.writeInt(quotes.size());
        for (Map.Entry<String, Quote> entry : quotes.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeDouble(entry.getValue().bid);
            out.writeDouble(entry.getValue().ask);
            out.writeLong(entry.getValue().micros);
        }
    }

    void readFrom(DataInput in) throws IOException {
        accountCurrency = in.readUTF();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            take(in.readUTF(), in.readDouble(), in.readDouble(), in.readLong());
        }
    }
}
