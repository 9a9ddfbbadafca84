package io.tickpilot.supervision;

import io.tickpilot.core.event.Arguments;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.InstrumentCatalogue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What currencies are worth in those of the accounts, from prices of the pairs between the two: each once a minute of the log's time,
 * to every symbol. What was told is not kept over a restart; it is told anew. Not thread-safe.
 */
final class RateCommands implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final long EVERY_MICROS = TimeUnit.MINUTES.toMicros(1);

    private final InstrumentCatalogue instruments;
    /** By account currency and currency. */
    private final HashMap<String, Long> toldMicros = new HashMap<>();

    RateCommands(InstrumentCatalogue instruments) {
        this.instruments = instruments;
    }

    /** @param accountCurrencies of the accounts known */
    List<Command> at(Tick price, Set<String> accountCurrencies) {
        Instrument instrument = instruments.find(price.symbol());
        double mid = (price.bid() + price.ask()) / 2;
        if (instrument == null || !(mid > 0)) {
            return List.of();
        }
        List<Command> commands = new ArrayList<>(0);
        for (String account : accountCurrencies) {
            if (instrument.quoteCurrency().equals(account)) {
                tell(account, instrument.baseCurrency(), mid, price.eventTimeMicros(), commands);
            } else if (instrument.baseCurrency().equals(account)) {
                tell(account, instrument.quoteCurrency(), 1 / mid, price.eventTimeMicros(), commands);
            }
        }
        return commands;
    }

    private void tell(String account, String currency, double rate, long atMicros, List<Command> into) {
        String key = account + '-' + currency;
        Long told = toldMicros.get(key);
        if (told != null && atMicros - told < EVERY_MICROS) {
            return;
        }
        toldMicros.put(key, atMicros);
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("rate", rate);
        arguments.put("at", atMicros);
        arguments.put("account-currency", account);
        into.add(new Command(
                Command.ALL,
                atMicros,
                Command.Kind.SET_RATE,
                currency,
                Arguments.format(arguments),
                "supervision",
                "price of the pair",
                "rates-" + key,
                atMicros));
    }
}
