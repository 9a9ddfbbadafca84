package io.tickpilot.core.gate;

import io.tickpilot.core.market.Side;
import org.jspecify.annotations.Nullable;

/**
 * What the gate looks at when a strategy wants to trade.
 *
 * @param tickAgeMicros log time less the event time of the last valid tick
 * @param warm whether the market's history suffices for the features
 * @param spread in quote currency; {@code point} the instrument's
 * @param atr in quote currency, NaN before its warm-up
 * @param atrRank rank of the ATR within its own month, 0 to 1, NaN before its warm-up
 * @param moment what time it is
 * @param regimeProbability of the regimes that the strategy allows, NaN when not known; nobody asks when it allows any
 * @param lastSide of the strategy's last signal on the symbol, null before the first
 * @param sinceSignalMicros log time since that signal
 * @param positions the strategy holds in the symbol, and {@code openLots} what they add up to
 */
public record Conditions(
        String symbol,
        boolean paused,
        Side side,
        double confidence,
        long tickAgeMicros,
        boolean warm,
        double spread,
        double point,
        double atr,
        double atrRank,
        Moment moment,
        double regimeProbability,
        @Nullable Side lastSide,
        long sinceSignalMicros,
        int positions,
        double openLots) {}
