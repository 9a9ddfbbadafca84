package io.tickpilot.local.features;

import io.tickpilot.core.market.RejectReason;
import java.util.Map;

/**
 * What came of an export.
 *
 * @param ticks read, those that validation rejected included, lines that are no ticks not
 * @param sizedTicks accepted ones that carry a size
 * @param rejected by reason, reasons that occurred only; {@link RejectReason#MALFORMED} counts lines that are no ticks
 * @param bytesPerSymbol of the market's written state at the end
 */
public record ExportResult(
        long rows,
        int columns,
        long ticks,
        long sizedTicks,
        Map<RejectReason, Long> rejected,
        Map<String, Integer> bytesPerSymbol,
        double seconds) {

    /** Ticks that validation rejected. */
    public long rejectedTicks() {
        return rejected.entrySet().stream()
                .filter(e -> e.getKey() != RejectReason.MALFORMED)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
