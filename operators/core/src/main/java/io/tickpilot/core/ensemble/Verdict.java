package io.tickpilot.core.ensemble;

import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Vote;
import java.util.List;

/**
 * What the agents say together.
 *
 * @param votes as cast, their weights normalised over those who voted
 * @param sell probability, as are {@code hold} and {@code buy}; all 0 when nobody voted; under {@link Majority} what is said there
 * @param confidence the number of the direction
 */
public record Verdict(List<Vote> votes, double sell, double hold, double buy, Direction direction, double confidence) {

    /** HOLD unless one side has more than both others. */
    static Verdict of(Vote[] votes, double sell, double hold, double buy) {
        if (buy > sell && buy > hold) {
            return new Verdict(List.of(votes), sell, hold, buy, Direction.BUY, buy);
        }
        if (sell > buy && sell > hold) {
            return new Verdict(List.of(votes), sell, hold, buy, Direction.SELL, sell);
        }
        return new Verdict(List.of(votes), sell, hold, buy, Direction.HOLD, hold);
    }

    /** Whether nobody voted. */
    public boolean abstained() {
        return sell + hold + buy == 0;
    }
}
