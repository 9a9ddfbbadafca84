package io.tickpilot.core.engine;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.market.RejectReason;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** What became of a symbol's events since its first one. */
public final class SymbolCounters {
    private static final RejectReason[] REASONS = RejectReason.values();
    private static final Timeframe[] TIMEFRAMES = Timeframe.values();

    long ticks;
    long ticksAccepted;
    long decisions;
    long signals;
    long regimeChanges;
    final long[] rejected = new long[REASONS.length];
    final long[] bars = new long[TIMEFRAMES.length];

    /** All ticks that came, rejected or not. */
    public long ticks() {
        return ticks;
    }

    public long ticksAccepted() {
        return ticksAccepted;
    }

    public long decisions() {
        return decisions;
    }

    public long signals() {
        return signals;
    }

    /** The first regime included. */
    public long regimeChanges() {
        return regimeChanges;
    }

    public long rejected(RejectReason reason) {
        return rejected[reason.ordinal()];
    }

    public long bars(Timeframe timeframe) {
        return bars[timeframe.ordinal()];
    }

    /** Reasons that occurred, in their declared order. */
    public Map<RejectReason, Long> rejected() {
        Map<RejectReason, Long> result = new EnumMap<>(RejectReason.class);
        for (RejectReason reason : REASONS) {
            if (rejected(reason) > 0) {
                result.put(reason, rejected(reason));
            }
        }
        return result;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(ticks);
        out.writeLong(ticksAccepted);
        out.writeLong(decisions);
        out.writeLong(signals);
        out.writeLong(regimeChanges);
        out.writeInt(REASONS.length);
        for (RejectReason reason : REASONS) {
            out.writeUTF(reason.name());
            out.writeLong(rejected(reason));
        }
        out.writeInt(TIMEFRAMES.length);
        for (Timeframe timeframe : TIMEFRAMES) {
            out.writeUTF(timeframe.name());
            out.writeLong(bars(timeframe));
        }
    }

    /** @param version of the {@link SymbolState} it is part of */
    static SymbolCounters readFrom(DataInput in, int version) throws IOException {
        SymbolCounters result = new SymbolCounters();
        result.ticks = in.readLong();
        result.ticksAccepted = in.readLong();
        result.decisions = in.readLong();
        result.signals = in.readLong();
        result.regimeChanges = version < SymbolState.WITH_REGIME_CHANGES ? 0 : in.readLong();
        int reasons = in.readInt();
        for (int i = 0; i < reasons; i++) {
            result.rejected[RejectReason.valueOf(in.readUTF()).ordinal()] = in.readLong();
        }
        int timeframes = in.readInt();
        for (int i = 0; i < timeframes; i++) {
            result.bars[Timeframe.valueOf(in.readUTF()).ordinal()] = in.readLong();
        }
        return result;
    }
}
