package io.tickpilot.core.portfolio;

import io.tickpilot.core.engine.Heard;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Decision.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The live engine, with vote, gate, sizing and all; fed with nothing but its symbol's log, and now and then restored from what it wrote. */
final class EngineDesk implements Desk {
    private static final int RESTORED_EVERY = 37;

    private final SymbolEngine engine;
    private final boolean limited;
    private final Heard heard = new Heard();
    private SymbolState state;
    private long sequence;
    private int held;

    /**
     * @param warm state of a symbol, written
     * @param limited whether limits come into its log
     */
    EngineDesk(SymbolEngine engine, byte[] warm, boolean limited) {
        this.engine = engine;
        this.limited = limited;
        this.state = read(warm);
    }

    @Override
    public @Nullable Decision price(long nowMicros, double bid, double ask) {
        heard.clear();
        if (sequence % RESTORED_EVERY == 0) {
            state = read(write(state));
        }
        hear(nowMicros, new Tick(state.symbol(), nowMicros, bid, ask, 1, 1, "world", nowMicros));
        if (heard.decisions.isEmpty()) {
            return null;
        }
        Decision decision = heard.last();
        held += decision.outcome() == Outcome.REJECTED ? 1 : 0;
        return decision;
    }

    @Override
    public void hear(long nowMicros, LogEvent event) {
        if (!limited && event instanceof Command) {
            return;
        }
        engine.process(new SequencedEvent(0, 1, ++sequence, nowMicros, 0, event), state, heard);
    }

    @Override
    public int held() {
        return held;
    }

    static byte[] write(SymbolState state) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            state.writeTo(new DataOutputStream(bytes));
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SymbolState read(byte[] bytes) {
        try {
            return SymbolState.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
