package io.tickpilot.core.event;

import io.tickpilot.core.market.Side;

/**
 * A position as its terminal holds it.
 *
 * @param ticket now; a partial close gave the rest a new one
 * @param originTicket it was opened with
 * @param strategy and {@code signalId} that caused it, empty when the terminal does not know
 * @param stop and {@code target} prices, 0 when it has none
 */
public record HeldPosition(
        long ticket,
        long originTicket,
        String strategy,
        String signalId,
        Side side,
        double lots,
        double openPrice,
        double stop,
        double target,
        long openTimeMicros) {}
