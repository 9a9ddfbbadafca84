package io.tickpilot.core.causality;

import io.tickpilot.core.feature.Memory;
import java.util.List;

/**
 * What a {@link WarmUpCheck} found.
 *
 * @param features in the order of a row
 */
public record WarmUpReport(List<Feature> features) {

    /** What became of a feature's promise. */
    public enum Verdict {
        HOLDS,
        FAILS,
        /** The events end before its memory does. */
        TOO_SHORT
    }

    /**
     * One feature.
     *
     * @param memory its kind's, or {@link Memory#FADING} when it is scaled by an ATR and would forget sooner
     * @param declaredBars bars of its own after which it must not depend on when it began; days come on top
     * @param compared numbers compared after that
     * @param worst largest difference then, as a share of the feature's root mean square; infinite when only one run had a number
     * @param barsUntilTolerance bars of its own after which no difference was above the tolerance, wherever it began
     */
    public record Feature(
            String name,
            Memory memory,
            int declaredBars,
            long compared,
            double worst,
            int barsUntilTolerance,
            Verdict verdict) {}

    public boolean holds() {
        return features.stream().noneMatch(feature -> feature.verdict() == Verdict.FAILS);
    }
}
