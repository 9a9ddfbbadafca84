package io.tickpilot.core.signal;

import java.util.List;

/**
 * One agent's part in a decision.
 *
 * @param sell probability, as are {@code hold} and {@code buy}; NaN when abstaining or when the agent speaks of no direction
 * @param weight in the ensemble after normalisation, 0 when abstaining or without a direction
 * @param abstention why it did not vote, empty when it did
 * @param numbers what a forecast or a risk agent gave beside a direction, in the order of its kind; empty when abstaining
 * @param ageMicros event time since it scored; 0 when it scored for this decision
 */
public record Vote(
        String agent,
        String version,
        float sell,
        float hold,
        float buy,
        double weight,
        String abstention,
        List<Float> numbers,
        long ageMicros) {

    /** Of an agent that gives a direction alone and scored for this decision. */
    public Vote(String agent, String version, float sell, float hold, float buy, double weight, String abstention) {
        this(agent, version, sell, hold, buy, weight, abstention, List.of(), 0);
    }

    /** The same with another weight. */
    public Vote weighing(double other) {
        return new Vote(agent, version, sell, hold, buy, other, abstention, numbers, ageMicros);
    }

    /** The same without a weight, and why. */
    public Vote abstaining(String why) {
        return new Vote(agent, version, sell, hold, buy, 0, why, numbers, ageMicros);
    }
}
