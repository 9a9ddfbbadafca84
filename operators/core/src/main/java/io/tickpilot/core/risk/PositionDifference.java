package io.tickpilot.core.risk;

import io.tickpilot.core.market.Side;
import java.io.Serializable;

/**
 * What a terminal holds otherwise than was thought, and what became of it.
 *
 * @param strategy it is counted for, empty for a foreign one
 * @param signalId that caused it, empty when nobody knows
 * @param ours lots that were thought open, {@code theirs} those that are
 */
public record PositionDifference(
        Kind kind, String strategy, String signalId, long originTicket, Side side, double ours, double theirs)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Why both did not agree. */
    public enum Kind {
        /** Not there any more: closed with a result nobody saw. */
        MISSING,
        /** Not known here: taken over under the strategy it names. */
        ADOPTED,
        /** Not known here and of no strategy here: it counts for the account's exposure alone. */
        FOREIGN,
        /** Of another size or side: taken over as it is there. */
        CHANGED
    }
}
