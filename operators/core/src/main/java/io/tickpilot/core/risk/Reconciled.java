package io.tickpilot.core.risk;

import java.io.Serializable;
import java.util.List;

/**
 * The event of an account's positions in one symbol agreeing again with what the chain holds.
 *
 * @param differences that there were, resolved; empty when there were none
 * @param held positions that the terminal holds
 * @param partition place of the terminal's report in the log, with {@code epoch} and {@code sequence}
 */
public record Reconciled(
        String symbol,
        String account,
        List<PositionDifference> differences,
        int held,
        int partition,
        int epoch,
        long sequence,
        long logTimeMicros)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public Reconciled {
        differences = List.copyOf(differences);
    }
}
