package io.tickpilot.core.event;

import io.tickpilot.core.market.Side;

/**
 * What became of an order, told by the terminal that placed it.
 *
 * @param signalId the signal that caused it, empty for a trade of another origin
 * @param ticket the terminal's order number; a partial close leaves the rest under a new one
 * @param originTicket the ticket the position was opened with
 * @param lots lots opened or closed by this report
 * @param remainingLots lots still open after it
 * @param price of the fill; the new stop of a position that was modified
 * @param profit realised by this report in account currency, costs included; 0 at opening
 * @param reason why: {@code signal}, {@code stop}, {@code target-1}, {@code trail}, {@code expired}, a broker's error ...
 */
public record TradeReport(
        String symbol,
        long eventTimeMicros,
        Status status,
        String account,
        String strategy,
        String signalId,
        long ticket,
        long originTicket,
        Side side,
        double lots,
        double remainingLots,
        double price,
        double profit,
        double commission,
        String reason,
        String source,
        long sourceSequence)
        implements LogEvent {

    /** What happened to the order. */
    public enum Status {
        OPENED,
        PARTIALLY_CLOSED,
        CLOSED,
        MODIFIED,
        REJECTED
    }
}
