package io.tickpilot.core.event;

import io.tickpilot.core.market.Side;

/**
 * A public trade of a venue that prints them (crypto, equities).
 *
 * @param aggressor side that crossed the spread
 * @param size in units of the base asset
 */
public record TradePrint(
        String symbol,
        long eventTimeMicros,
        double price,
        double size,
        Side aggressor,
        String venue,
        String tradeId,
        String source,
        long sourceSequence)
        implements LogEvent {}
