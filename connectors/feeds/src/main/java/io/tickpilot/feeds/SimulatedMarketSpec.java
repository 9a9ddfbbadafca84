package io.tickpilot.feeds;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What to simulate. Equal specifications give equal ticks.
 *
 * @param symbols at least one, each name once
 * @param startMicros time before the first tick, epoch microseconds, UTC
 * @param seed of all randomness
 */
public record SimulatedMarketSpec(List<SimulatedSymbol> symbols, long startMicros, long seed) {
    public SimulatedMarketSpec {
        symbols = List.copyOf(symbols);
        Set<String> names = new HashSet<>();
        for (SimulatedSymbol symbol : symbols) {
            if (!names.add(symbol.symbol())) {
                throw new IllegalArgumentException("simulated symbol given twice: symbol=" + symbol.symbol());
            }
        }
        if (symbols.isEmpty()) {
            throw new IllegalArgumentException("simulated market needs a symbol: symbols=[]");
        }
    }

    /** The named symbols with their typical figures. */
    public static SimulatedMarketSpec of(List<String> symbols, long startMicros, long seed) {
        return new SimulatedMarketSpec(
                symbols.stream().map(SimulatedSymbol::named).toList(), startMicros, seed);
    }

    /** The same market with every symbol ticking at the given mean rate. */
    public SimulatedMarketSpec withTicksPerSecond(double rate) {
        return new SimulatedMarketSpec(
                symbols.stream().map(s -> s.withTicksPerSecond(rate)).toList(), startMicros, seed);
    }
}
