package io.tickpilot.flink;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.DecisionDigest;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** Counts what became of a symbol's log and chains its decisions' hash; state, so that a restore changes nothing. */
public final class SymbolTally {
    private static final RejectReason[] REASONS = RejectReason.values();
    private static final Timeframe[] TIMEFRAMES = Timeframe.values();

    private final long[] rejected = new long[REASONS.length];
    private final long[] bars = new long[TIMEFRAMES.length];
    private long ticks;
    private long decisions;
    private long signals;
    private byte[] hash = DecisionDigest.start();

    void countTick() {
        ticks++;
    }

    void countReject(RejectReason reason) {
        rejected[reason.ordinal()]++;
    }

    void countBar(Bar bar) {
        bars[bar.timeframe().ordinal()]++;
    }

    void countSignal() {
        signals++;
    }

    void countDecision(Decision decision, DecisionDigest digest) {
        decisions++;
        hash = digest.next(hash, decision);
    }

    SymbolSummary summary(String symbol) {
        Map<RejectReason, Long> byReason = new EnumMap<>(RejectReason.class);
        for (RejectReason reason : REASONS) {
            if (rejected[reason.ordinal()] > 0) {
                byReason.put(reason, rejected[reason.ordinal()]);
            }
        }
        Map<Timeframe, Long> byTimeframe = new EnumMap<>(Timeframe.class);
        for (Timeframe timeframe : TIMEFRAMES) {
            byTimeframe.put(timeframe, bars[timeframe.ordinal()]);
        }
        return new SymbolSummary(symbol, ticks, byReason, byTimeframe, decisions, signals, hash.clone());
    }

    /** Arrays with their length, because constants are added to enums. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeLong(ticks);
        write(rejected, out);
        write(bars, out);
        out.writeLong(decisions);
        out.writeLong(signals);
        out.write(hash);
    }

    public static SymbolTally readFrom(DataInput in) throws IOException {
        SymbolTally tally = new SymbolTally();
        tally.ticks = in.readLong();
        read(tally.rejected, in);
        read(tally.bars, in);
        tally.decisions = in.readLong();
        tally.signals = in.readLong();
        byte[] hash = new byte[DecisionDigest.LENGTH];
        in.readFully(hash);
        tally.hash = hash;
        return tally;
    }

    private static void write(long[] counts, DataOutput out) throws IOException {
        out.writeInt(counts.length);
        for (long count : counts) {
            out.writeLong(count);
        }
    }

    private static void read(long[] counts, DataInput in) throws IOException {
        int length = in.readInt();
        if (length > counts.length) {
            throw new IOException("tally knows more kinds than this release: " + length);
        }
        for (int i = 0; i < length; i++) {
            counts[i] = in.readLong();
        }
    }
}
