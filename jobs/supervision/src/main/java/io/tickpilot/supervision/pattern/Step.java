package io.tickpilot.supervision.pattern;

import java.io.Serializable;
import java.util.List;

/**
 * One step of a pattern.
 *
 * @param kind of the observations it takes
 * @param where all must hold
 * @param times how many it takes
 * @param consecutive whether nothing that the pattern watches may come between them
 * @param then how it stands to the step before
 */
record Step(String name, String kind, List<Comparison> where, int times, boolean consecutive, Then then)
        implements Serializable {

    /** As Flink CEP has them. */
    enum Then {
        /** Directly after it, among the kinds the pattern watches. */
        NEXT,
        /** After it, others between them. */
        FOLLOWED_BY,
        /** Not directly after it. */
        NOT_NEXT,
        /** Not after it, until the next step or the end of the time. */
        NOT_FOLLOWED_BY
    }
}
