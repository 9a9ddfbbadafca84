package io.tickpilot.core.event;

import java.util.List;

/**
 * All that a terminal holds in one symbol, asked for or after a start.
 *
 * @param positions empty when it holds none
 */
public record PositionReport(
        String symbol,
        long eventTimeMicros,
        String account,
        List<HeldPosition> positions,
        String source,
        long sourceSequence)
        implements LogEvent {

    public PositionReport {
        positions = List.copyOf(positions);
    }
}
