package io.tickpilot.core.event;

/**
 * A quote. Nothing is validated here: a tick as received may be crossed, late or not a number.
 *
 * @param eventTimeMicros source's time, epoch microseconds, UTC
 * @param bid price in quote currency, as is {@code ask}
 * @param bidSize in lots or units as the source counts, 0 when unknown; as is {@code askSize}
 * @param source name of the feed; {@code sourceSequence} counts up within (source, symbol), starting anywhere
 */
public record Tick(
        String symbol,
        long eventTimeMicros,
        double bid,
        double ask,
        double bidSize,
        double askSize,
        String source,
        long sourceSequence)
        implements LogEvent {}
