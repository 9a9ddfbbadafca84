package io.tickpilot.core.signal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of one strategy, sent or not.
 *
 * @param origin the cause: {@code source:sequence} of the triggering tick, or {@code bar:M1:endMicros}
 * @param sequence place of the triggering event in its partition; not part of the compared content
 * @param bid of the last valid tick, as are {@code ask}
 * @param atr of the decision timeframe, in quote currency
 * @param featuresHash 64-bit FNV-1a over the bits of the scored window
 * @param outcome what became of it
 * @param rejections the gate checks that failed, in the gate's order; empty when sent or held
 * @param signalId empty unless sent
 * @param plan present when sent
 */
public record Decision(
        String strategy,
        String symbol,
        String origin,
        int partition,
        int epoch,
        long sequence,
        long logTimeMicros,
        long eventTimeMicros,
        double bid,
        double ask,
        double atr,
        long featuresHash,
        List<Vote> votes,
        double sell,
        double hold,
        double buy,
        Direction direction,
        double confidence,
        Outcome outcome,
        List<Rejection> rejections,
        String signalId,
        @Nullable Plan plan) {

    /** What the ensemble says. */
    public enum Direction {
        SELL,
        HOLD,
        BUY
    }

    /** What became of it. */
    public enum Outcome {
        SENT,
        HELD,
        REJECTED,
        /** No agent voted. */
        ABSTAINED
    }
}
