package io.tickpilot.core.ensemble;

import io.tickpilot.core.signal.Vote;

/** One agent decides that was trained to read the others; their votes are recorded with weight 0. */
public final class Stacking {
    private static final String INSTEAD = "; the others' average decides";

    private Stacking() {}

    /**
     * What the stack says. While it abstains, which its vote then tells, the {@link WeightedAverage} of the others.
     *
     * @param cast as {@link WeightedAverage#of} takes them
     * @param stack place of the agent that decides
     */
    public static Verdict of(int stack, Vote... cast) {
        Vote decider = cast[stack];
        if (!decider.abstention().isEmpty()) {
            cast[stack] = decider.abstaining(decider.abstention() + INSTEAD);
            return WeightedAverage.of(cast);
        }
        for (int i = 0; i < cast.length; i++) {
            double weight = i == stack ? 1 : 0;
            if (cast[i].weight() != weight) {
                cast[i] = cast[i].weighing(weight);
            }
        }
        return Verdict.of(cast, decider.sell(), decider.hold(), decider.buy());
    }
}
