package io.tickpilot.core.ensemble;

import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Vote;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Decisions whose horizon has not come, at most {@value #CAPACITY} and an eighth of the horizon apart: what a strategy that decides on every tick
 * would add between says the same. No allocation after the first.
 */
final class OpenDecisions {
    static final int CAPACITY = 8;
    private static final int DIRECTIONS = 3;

    private final int agents;
    private final long[] dueMicros = new long[CAPACITY];
    /** Event time of the tick whose quote stood, with it the price to sell and to buy at. */
    private final long[] tickMicros = new long[CAPACITY];

    private final double[] bids = new double[CAPACITY];
    private final double[] asks = new double[CAPACITY];
    private final float[] probabilities;
    private int first;
    private int count;
    private long lastMicros = Long.MIN_VALUE;

    OpenDecisions(int agents) {
        this.agents = agents;
        this.probabilities = new float[CAPACITY * agents * DIRECTIONS];
    }

    /** Log time at which the first of them is due, {@link Long#MAX_VALUE} without any. */
    long nextDueMicros() {
        return count == 0 ? Long.MAX_VALUE : dueMicros[first];
    }

    /** Remembers what was voted, unless the last it remembers is too near. */
    void add(List<Vote> votes, Quote now, long horizonMicros) {
        boolean tooNear =
                lastMicros != Long.MIN_VALUE && now.logMicros() - lastMicros < -Math.floorDiv(-horizonMicros, CAPACITY);
        if (tooNear || count == CAPACITY) {
            return;
        }
        int slot = (first + count++) % CAPACITY;
        lastMicros = now.logMicros();
        dueMicros[slot] = now.logMicros() + horizonMicros;
        tickMicros[slot] = now.tickMicros();
        bids[slot] = now.bid();
        asks[slot] = now.ask();
        for (int i = 0; i < agents; i++) {
            Vote vote = votes.get(i);
            int at = at(slot, i);
            probabilities[at] = vote.sell();
            probabilities[at + 1] = vote.hold();
            probabilities[at + 2] = vote.buy();
        }
    }

    /** Whether the first of them is due by the log time of a quote. */
    boolean isDue(long logMicros) {
        return nextDueMicros() <= logMicros;
    }

    /** Whether the market has moved since the first of them: nothing is known of one that it slept through. */
    boolean hasOutcome(Quote now) {
        return now.tickMicros() != tickMicros[first];
    }

    /** The side that, entered then and left now, pays more than the spread. */
    Direction outcome(Quote now) {
        if (now.bid() > asks[first]) {
            return Direction.BUY;
        }
        return now.ask() < bids[first] ? Direction.SELL : Direction.HOLD;
    }

    /** Skill of an agent in the first of them, NaN when it did not vote. */
    double skill(int agent, Direction outcome) {
        int at = at(first, agent);
        return BrierSkill.ofDirections(probabilities[at], probabilities[at + 1], probabilities[at + 2], outcome);
    }

    void removeFirst() {
        first = (first + 1) % CAPACITY;
        count--;
    }

    /** Forgets what an agent said. */
    void forget(int agent) {
        for (int slot = 0; slot < CAPACITY; slot++) {
            probabilities[at(slot, agent)] = Float.NaN;
        }
    }

    private int at(int slot, int agent) {
        return (slot * agents + agent) * DIRECTIONS;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(lastMicros);
        out.writeInt(count);
        for (int i = 0; i < count; i++) {
            int slot = (first + i) % CAPACITY;
            out.writeLong(dueMicros[slot]);
            out.writeLong(tickMicros[slot]);
            out.writeDouble(bids[slot]);
            out.writeDouble(asks[slot]);
            for (int k = 0; k < agents * DIRECTIONS; k++) {
                out.writeFloat(probabilities[at(slot, 0) + k]);
            }
        }
    }

    static OpenDecisions readFrom(DataInput in, int agents) throws IOException {
        OpenDecisions result = new OpenDecisions(agents);
        result.lastMicros = in.readLong();
        result.count = in.readInt();
        for (int slot = 0; slot < result.count; slot++) {
            result.dueMicros[slot] = in.readLong();
            result.tickMicros[slot] = in.readLong();
            result.bids[slot] = in.readDouble();
            result.asks[slot] = in.readDouble();
            for (int k = 0; k < agents * DIRECTIONS; k++) {
                result.probabilities[result.at(slot, 0) + k] = in.readFloat();
            }
        }
        return result;
    }
}
