package io.tickpilot.core.portfolio;

import io.tickpilot.core.market.Side;

/**
 * An open position.
 *
 * @param strategy and {@code signalId} that caused it, empty for one of another origin
 * @param ticket now; a partial close gives the rest a new one, {@code originTicket} stays
 * @param stop and {@code target} prices, 0 when none is known
 */
public record Position(
        String symbol,
        String strategy,
        String signalId,
        Side side,
        long originTicket,
        long ticket,
        double lots,
        double openPrice,
        double stop,
        double target,
        long openedMicros) {}
