package io.tickpilot.core.ensemble;

import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Vote;
import java.util.List;

/**
 * What the agents say together.
 *
 * @param votes as cast, their weights normalised over those who voted
 * @param sell probability, as are {@code hold} and {@code buy}; all 0 when nobody voted
 * @param confidence probability of the direction
 */
public record Verdict(List<Vote> votes, double sell, double hold, double buy, Direction direction, double confidence) {

    /** Whether nobody voted. */
    public boolean abstained() {
        return sell + hold + buy == 0;
    }
}
