package io.tickpilot.records;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The vendor's price unit by instrument, which its files do not carry. */
final class DukascopyPoints {
    private static final Map<String, Integer> DIGITS =
            Map.of("XAUUSD", 3, "XAGUSD", 3, "XPTCMDUSD", 3, "XPDCMDUSD", 3, "BTCUSD", 1, "ETHUSD", 1);

    /** Currencies whose pairs have three decimals. */
    private static final Set<String> THREE_DIGITS = Set.of("JPY", "RUB", "HUF", "CZK", "THB", "INR");

    private static final Set<String> CURRENCIES = Set.of(
            "AUD", "BRL", "CAD", "CHF", "CNH", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "INR", "JPY", "MXN",
            "NOK", "NZD", "PLN", "RON", "RUB", "SEK", "SGD", "THB", "TRY", "USD", "ZAR");

    private DukascopyPoints() {}

    /** Decimals of a recorded point, null for an instrument that is not known. */
    static @Nullable Integer digits(String symbol) {
        String name = symbol.toUpperCase(Locale.ROOT);
        Integer known = DIGITS.get(name);
        if (known != null) {
            return known;
        }
        if (name.length() != 6 || !isPair(name)) {
            return null;
        }
        return THREE_DIGITS.contains(name.substring(3)) || THREE_DIGITS.contains(name.substring(0, 3)) ? 3 : 5;
    }

    private static boolean isPair(String name) {
        return CURRENCIES.contains(name.substring(0, 3)) && CURRENCIES.contains(name.substring(3));
    }
}
