package io.tickpilot.core.market;

import io.tickpilot.core.calendar.TradingHours;
import io.tickpilot.core.config.Settings;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The instruments that may be traded: built-in presets, extended or overridden by the settings section {@code
 * instruments} (one section per symbol). Immutable; lookups do not allocate.
 */
public final class InstrumentCatalogue implements Serializable {
    private static final long serialVersionUID = 1;

    /** What brokers put before a symbol: {@code #EURUSD}, {@code FX:EURUSD}, {@code mEURUSD}. */
    private static final Pattern PREFIX = Pattern.compile("[#.^_]|[A-Za-z0-9]{1,10}[.:_#!-]|[a-z]{1,3}");

    /**
     * What they put behind it: {@code EURUSD.m}, {@code XAUUSDpro}, {@code EURUSD+}, {@code EURUSDPRO}. Any other upper-case
     * tail is part of a different name: {@code EURUSDT} is not EURUSD.
     */
    private static final Pattern SUFFIX = Pattern.compile(
            "[.:_#!^+-][A-Za-z0-9.#+_-]{0,10}|[a-z][a-z0-9]{0,7}([.#+_-][A-Za-z0-9]{0,6})?|(PRO|ECN|RAW|STD|MINI|MICRO|CENT)");

    private final LinkedHashMap<String, Instrument> instruments;
    private final LinkedHashMap<String, String> aliases;
    private final LinkedHashMap<String, TradingHours> hours;

    private InstrumentCatalogue(
            LinkedHashMap<String, Instrument> instruments,
            LinkedHashMap<String, String> aliases,
            LinkedHashMap<String, TradingHours> hours) {
        this.instruments = instruments;
        this.aliases = aliases;
        this.hours = hours;
    }

    /** The presets alone. */
    public static InstrumentCatalogue presets() {
        return from(Settings.parse("", Map.of()));
    }

    /**
     * Presets overlaid with {@code instruments.<SYMBOL>}: {@code digits, contract-size, min-lots, max-lots, lot-step, base,
     * quote, sessions, rollover, weekend, broker-symbols}. A key not given keeps the preset's value, or for a new symbol that of a currency pair.
     *
     * @param root the whole configuration; faults are collected there
     */
    public static InstrumentCatalogue from(Settings root) {
        LinkedHashMap<String, Instrument> instruments = InstrumentPresets.all();
        LinkedHashMap<String, String> aliases = InstrumentPresets.aliases();
        LinkedHashMap<String, TradingHours> hours = new LinkedHashMap<>();
        instruments.keySet().forEach(symbol -> hours.put(symbol, InstrumentPresets.hours(symbol)));
        root.sections("instruments").forEach((symbol, settings) -> {
            Instrument preset = instruments.get(symbol);
            instruments.put(symbol, read(settings, preset == null ? InstrumentPresets.pair(symbol) : preset));
            hours.put(symbol, TradingHours.from(settings, InstrumentPresets.hours(symbol)));
            for (String brokerSymbol : settings.texts("broker-symbols", List.of())) {
                String other = aliases.put(brokerSymbol, symbol);
                if (other != null
                        && !other.equals(symbol)
                        && root.section("instruments").has(other)) {
                    settings.fault("broker-symbols", "is already a name of " + other, brokerSymbol);
                }
            }
        });
        return new InstrumentCatalogue(instruments, aliases, hours);
    }

    private static Instrument read(Settings settings, Instrument preset) {
        Instrument instrument = new Instrument(
                preset.symbol(),
                settings.integer("digits", preset.digits(), 0, 10),
                settings.number("contract-size", preset.contractSize(), 1e-9, 1e12),
                settings.number("min-lots", preset.minLots(), 1e-9, 1e9),
                settings.number("max-lots", preset.maxLots(), 1e-9, 1e12),
                settings.number("lot-step", preset.lotStep(), 1e-9, 1e9),
                settings.text("base", preset.baseCurrency()),
                settings.text("quote", preset.quoteCurrency()));
        if (instrument.minLots() > instrument.maxLots()) {
            settings.fault("min-lots", "must not be above max-lots", instrument.minLots());
        }
        if (instrument.baseCurrency().isBlank()) {
            settings.fault(
                    "base", "is required where the symbol is not two currencies of three letters", "nothing given");
        }
        if (instrument.quoteCurrency().isBlank()) {
            settings.fault(
                    "quote", "is required where the symbol is not two currencies of three letters", "nothing given");
        }
        return instrument;
    }

    /** The instrument of exactly this symbol, null when unknown. */
    public @Nullable Instrument find(String symbol) {
        return instruments.get(symbol);
    }

    /** When the instrument of exactly this symbol is traded; always when unknown. */
    public TradingHours hours(String symbol) {
        return hours.getOrDefault(symbol, TradingHours.ALWAYS);
    }

    /** All symbols, presets first, in the order written. */
    public Set<String> symbols() {
        return Collections.unmodifiableSet(instruments.keySet());
    }

    /**
     * The symbol behind a broker's name, null when there is none. In this order: a listed broker symbol; the symbol itself in
     * any case and with {@code /} or {@code -} between its currencies; a symbol between a usual prefix and a usual suffix,
     * where the longest symbol wins ({@code BTCUSDT.p} is BTCUSDT).
     */
    public @Nullable String resolve(String brokerName) {
        String name = brokerName.strip();
        String alias = aliases.get(name);
        if (alias != null) {
            return alias;
        }
        String plain = name.toUpperCase(Locale.ROOT).replace("/", "").replace("-", "");
        if (instruments.containsKey(name)) {
            return name;
        }
        if (instruments.containsKey(plain)) {
            return plain;
        }
        String best = null;
        String joined = name.replace("/", "");
        for (String symbol : instruments.keySet()) {
            if ((best == null || symbol.length() > best.length()) && isDressed(joined, symbol)) {
                best = symbol;
            }
        }
        return best;
    }

    private static boolean isDressed(String name, String symbol) {
        int at = name.indexOf(symbol);
        if (at < 0) {
            return false;
        }
        String before = name.substring(0, at);
        String after = name.substring(at + symbol.length());
        return (before.isEmpty() || PREFIX.matcher(before).matches())
                && (after.isEmpty() || SUFFIX.matcher(after).matches());
    }
}
