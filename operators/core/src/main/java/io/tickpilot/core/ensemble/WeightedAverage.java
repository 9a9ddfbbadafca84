package io.tickpilot.core.ensemble;

import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Vote;
import java.util.List;

/** Votes as an average of probabilities, weighted by the agents' weights. */
public final class WeightedAverage {

    private WeightedAverage() {}

    /**
     * @param cast one vote an agent, in the strategy's order, with any weights; one of weight 0 is only recorded; the array is kept
     * @return HOLD unless one side is more probable than both others
     */
    public static Verdict of(Vote... cast) {
        double total = 0;
        for (Vote vote : cast) {
            if (counts(vote)) {
                total += vote.weight();
            }
        }
        double sell = 0;
        double hold = 0;
        double buy = 0;
        for (int i = 0; i < cast.length; i++) {
            Vote vote = cast[i];
            double weight = counts(vote) ? vote.weight() / total : 0;
            if (weight > 0) {
                sell += weight * vote.sell();
                hold += weight * vote.hold();
                buy += weight * vote.buy();
            }
            if (weight != vote.weight()) {
                cast[i] = vote.weighing(weight);
            }
        }
        return verdict(List.of(cast), sell, hold, buy);
    }

    private static boolean counts(Vote vote) {
        return vote.abstention().isEmpty() && vote.weight() > 0;
    }

    private static Verdict verdict(List<Vote> votes, double sell, double hold, double buy) {
        if (buy > sell && buy > hold) {
            return new Verdict(votes, sell, hold, buy, Direction.BUY, buy);
        }
        if (sell > buy && sell > hold) {
            return new Verdict(votes, sell, hold, buy, Direction.SELL, sell);
        }
        return new Verdict(votes, sell, hold, buy, Direction.HOLD, hold);
    }
}
