package io.tickpilot.flink;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.engine.SymbolCounters;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.market.RejectReason;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of one symbol's log, told at its end.
 *
 * @param ticks all that came, rejected ones included
 * @param rejected events by reason, reasons that occurred only
 * @param decisionHash of the chain of decisions, see {@link io.tickpilot.core.signal.DecisionDigest}
 */
public record SymbolSummary(
        String symbol,
        long ticks,
        Map<RejectReason, Long> rejected,
        Map<Timeframe, Long> bars,
        long decisions,
        long signals,
        long regimeChanges,
        byte[] decisionHash) {

    static SymbolSummary of(SymbolState state) {
        SymbolCounters counters = state.counters();
        Map<Timeframe, Long> bars = new EnumMap<>(Timeframe.class);
        for (Timeframe timeframe : Timeframe.values()) {
            bars.put(timeframe, counters.bars(timeframe));
        }
        return new SymbolSummary(
                state.symbol(),
                counters.ticks(),
                counters.rejected(),
                bars,
                counters.decisions(),
                counters.signals(),
                counters.regimeChanges(),
                state.decisionHash());
    }
}
