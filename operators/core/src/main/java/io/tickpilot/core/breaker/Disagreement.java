package io.tickpilot.core.breaker;

import io.tickpilot.core.signal.Vote;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * How far the votes of a strategy lie apart: the weighted standard deviation of (buy - sell), 0 when all say the same, 1 when equal camps
 * are sure of opposite sides. Kept as an exponential mean over about {@value #SPAN} decisions; NaN before so many had two voters.
 */
final class Disagreement {
    private static final int SPAN = 20;
    private static final double SHARE = 2.0 / (SPAN + 1);

    private double mean;
    private int decisions;

    /** Takes a decision's votes in; those of fewer than two voters say nothing. */
    void add(List<Vote> votes) {
        int voters = 0;
        double total = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < votes.size(); i++) {
            Vote vote = votes.get(i);
            if (vote.weight() > 0 && vote.abstention().isEmpty()) {
                double lean = (double) vote.buy() - vote.sell();
                voters++;
                total += vote.weight();
                sum += vote.weight() * lean;
                squares += vote.weight() * lean * lean;
            }
        }
        if (voters < 2) {
            return;
        }
        double centre = sum / total;
        double deviation = Math.sqrt(Math.max(0, squares / total - centre * centre));
        decisions = Math.min(decisions + 1, SPAN);
        mean = decisions == 1 ? deviation : mean + SHARE * (deviation - mean);
    }

    double value() {
        return decisions < SPAN ? Double.NaN : mean;
    }

    void clear() {
        mean = 0;
        decisions = 0;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeDouble(mean);
        out.writeInt(decisions);
    }

    void readFrom(DataInput in) throws IOException {
        mean = in.readDouble();
        decisions = in.readInt();
    }
}
