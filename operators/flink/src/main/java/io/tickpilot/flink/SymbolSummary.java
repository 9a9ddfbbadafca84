package io.tickpilot.flink;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.market.RejectReason;
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
        byte[] decisionHash) {}
