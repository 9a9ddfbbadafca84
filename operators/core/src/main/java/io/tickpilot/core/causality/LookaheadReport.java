package io.tickpilot.core.causality;

import java.util.List;

/**
 * What a {@link LookaheadCheck} found.
 *
 * @param features in the order of a row
 * @param leaks the first of each feature, and of the rows themselves
 */
public record LookaheadReport(List<Feature> features, List<Leak> leaks) {

    /** @param compared how many of its numbers were compared with another run's; 0 says nothing either way */
    public record Feature(String name, long compared) {}

    public boolean holds() {
        return leaks.isEmpty();
    }

    public boolean holds(String feature) {
        return leaks.stream().noneMatch(leak -> leak.feature().equals(feature));
    }
}
