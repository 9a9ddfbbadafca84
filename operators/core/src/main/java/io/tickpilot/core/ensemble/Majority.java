package io.tickpilot.core.ensemble;

import io.tickpilot.core.signal.Vote;

/**
 * Votes counted by direction: each speaks for the one it holds most probable, with its weight times that probability; one that holds two
 * equally probable speaks for holding.
 *
 * <p>The verdict's numbers are those sums. They add up to 1 only among agents that are certain; that of a side is never above the
 * weighted average of its probabilities, so that the gate's limit of confidence is no easier to reach than by {@link WeightedAverage}.
 */
public final class Majority {

    private Majority() {}

    /**
     * @param cast as {@link WeightedAverage#of} takes them
     * @return HOLD unless one side has more than both others
     */
    public static Verdict of(Vote... cast) {
        Shares.normalise(cast);
        double sell = 0;
        double hold = 0;
        double buy = 0;
        for (Vote vote : cast) {
            if (vote.weight() > 0) {
                if (vote.sell() > vote.hold() && vote.sell() > vote.buy()) {
                    sell += vote.weight() * vote.sell();
                } else if (vote.buy() > vote.hold() && vote.buy() > vote.sell()) {
                    buy += vote.weight() * vote.buy();
                } else {
                    hold += vote.weight() * Math.max(vote.hold(), Math.max(vote.sell(), vote.buy()));
                }
            }
        }
        return Verdict.of(cast, sell, hold, buy);
    }
}
