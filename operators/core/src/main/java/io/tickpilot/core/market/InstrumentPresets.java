package io.tickpilot.core.market;

import io.tickpilot.core.calendar.TradingHours;
import java.util.LinkedHashMap;

/** Instruments as most brokers quote them; a broker that differs is described in the settings. */
final class InstrumentPresets {
    private static final double FOREX_LOT = 100_000;

    private InstrumentPresets() {}

    static LinkedHashMap<String, Instrument> all() {
        LinkedHashMap<String, Instrument> all = new LinkedHashMap<>();
        for (String symbol : new String[] {
            "EURUSD", "GBPUSD", "USDJPY", "USDCHF", "AUDUSD", "USDCAD", "NZDUSD", "EURJPY", "GBPJPY", "EURGBP"
        }) {
            all.put(symbol, pair(symbol));
        }
        all.put("XAUUSD", new Instrument("XAUUSD", 2, 100, 0.01, 100, 0.01, "XAU", "USD"));
        all.put("XAGUSD", new Instrument("XAGUSD", 3, 5_000, 0.01, 100, 0.01, "XAG", "USD"));
        all.put("BTCUSD", new Instrument("BTCUSD", 2, 1, 0.01, 100, 0.01, "BTC", "USD"));
        all.put("ETHUSD", new Instrument("ETHUSD", 2, 1, 0.01, 1_000, 0.01, "ETH", "USD"));
        all.put("BTCUSDT", new Instrument("BTCUSDT", 2, 1, 0.001, 100, 0.001, "BTC", "USDT"));
        all.put("ETHUSDT", new Instrument("ETHUSDT", 2, 1, 0.001, 1_000, 0.001, "ETH", "USDT"));
        return all;
    }

    static LinkedHashMap<String, String> aliases() {
        LinkedHashMap<String, String> aliases = new LinkedHashMap<>();
        aliases.put("GOLD", "XAUUSD");
        aliases.put("SILVER", "XAGUSD");
        return aliases;
    }

    /** Crypto among the presets always; any other symbol is taken for one of currencies until its settings say otherwise. */
    static TradingHours hours(String symbol) {
        if (symbol.startsWith("XAU") || symbol.startsWith("XAG")) {
            return TradingHours.METALS;
        }
        return symbol.startsWith("BTC") || symbol.startsWith("ETH") ? TradingHours.ALWAYS : TradingHours.FOREX;
    }

    /** A currency pair: 5 digits, 3 against the yen; no currencies when the symbol is not six letters. */
    static Instrument pair(String symbol) {
        boolean two = symbol.matches("[A-Z]{6}");
        String base = two ? symbol.substring(0, 3) : "";
        String quote = two ? symbol.substring(3) : "";
        return new Instrument(symbol, quote.equals("JPY") ? 3 : 5, FOREX_LOT, 0.01, 100, 0.01, base, quote);
    }
}
