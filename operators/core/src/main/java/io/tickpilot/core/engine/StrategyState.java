package io.tickpilot.core.engine;

import io.tickpilot.core.ensemble.Performance;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.risk.OpenPositions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What one strategy remembers about one symbol. Times before the first event are {@link Long#MIN_VALUE}. */
final class StrategyState {
    boolean paused;
    /** Event time of the last decision. */
    long lastDecisionMicros = Long.MIN_VALUE;
    /** Log time of the last signal. */
    long lastSignalMicros = Long.MIN_VALUE;

    @Nullable
    Side lastSide;

    final OpenPositions positions;

    /** Of its agents; null while their weights are fixed. */
    @Nullable
    Performance performance;

    StrategyState() {
        this(new OpenPositions());
    }

    private StrategyState(OpenPositions positions) {
        this.positions = positions;
    }

    /** Whether forgetting it would lose nothing but times: the end of the state of a strategy no longer configured. */
    boolean isIdle() {
        return !paused && positions.isEmpty();
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeBoolean(paused);
        out.writeLong(lastDecisionMicros);
        out.writeLong(lastSignalMicros);
        out.writeByte(lastSide == null ? 0 : lastSide.sign());
        positions.writeTo(out);
        out.writeBoolean(performance != null);
        if (performance != null) {
            performance.writeTo(out);
        }
    }

    /** @param version of the {@link SymbolState} it is part of */
    static StrategyState readFrom(DataInput in, int version) throws IOException {
        boolean paused = in.readBoolean();
        long lastDecisionMicros = in.readLong();
        long lastSignalMicros = in.readLong();
        int sign = in.readByte();
        StrategyState result = new StrategyState(OpenPositions.readFrom(in, version >= SymbolState.WITH_SAFETY));
        result.paused = paused;
        result.lastDecisionMicros = lastDecisionMicros;
        result.lastSignalMicros = lastSignalMicros;
        result.lastSide = sign == 0 ? null : sign > 0 ? Side.BUY : Side.SELL;
        if (version >= SymbolState.WITH_FEEDBACK && in.readBoolean()) {
            result.performance = Performance.readFrom(in);
        }
        return result;
    }
}
