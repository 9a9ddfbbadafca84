package io.tickpilot.flink;

import io.tickpilot.core.engine.SymbolState;

/** The keyed state of the hot operator: one symbol's engine state and the tally beside it. Both are mutable. */
public record TalliedSymbol(SymbolState state, SymbolTally tally) {

    public static TalliedSymbol fresh(String symbol) {
        return new TalliedSymbol(new SymbolState(symbol), new SymbolTally());
    }
}
