package io.tickpilot.core.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** All that a symbol's past means for its next decision. Bound to no settings: those come with the engine. */
public final class SymbolState {
    private final String symbol;

    public SymbolState(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeUTF(symbol);
    }

    public static SymbolState readFrom(DataInput in) throws IOException {
        return new SymbolState(in.readUTF());
    }
}
