package io.tickpilot.core.ensemble;

import io.tickpilot.core.signal.Vote;

/** Votes as an average of probabilities, weighted by the agents' weights. */
public final class WeightedAverage {

    private WeightedAverage() {}

    /**
     * @param cast one vote an agent, in the strategy's order, with any weights; one of weight 0 is only recorded; the array is kept
     * @return HOLD unless one side is more probable than both others
     */
    public static Verdict of(Vote... cast) {
        Shares.normalise(cast);
        double sell = 0;
        double hold = 0;
        double buy = 0;
        for (Vote vote : cast) {
            if (vote.weight() > 0) {
                sell += vote.weight() * vote.sell();
                hold += vote.weight() * vote.hold();
                buy += vote.weight() * vote.buy();
            }
        }
        return Verdict.of(cast, sell, hold, buy);
    }
}
