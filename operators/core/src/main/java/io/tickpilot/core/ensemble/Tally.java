package io.tickpilot.core.ensemble;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Exponentially weighted mean of one agent's skill, shrunk to 0. Evidence of another version of its model does not count. */
final class Tally {
    private String version = "";
    /** Evidence so far in trades, each counted less the older it is; {@code sum} that of skill times evidence. */
    private double trades;

    private double sum;

    /** @return whether it was of another version and began anew */
    boolean meet(String current) {
        if (current.equals(version)) {
            return false;
        }
        boolean known = !version.isEmpty();
        version = current;
        trades = 0;
        sum = 0;
        return known;
    }

    /**
     * @param weight of this evidence, in trades
     * @param decay what the evidence before it keeps: 2^(-weight / half-life)
     */
    void add(double skill, double weight, double decay) {
        trades = decay * trades + weight;
        sum = decay * sum + weight * skill;
    }

    /** @param prior trades without skill */
    double skill(double prior) {
        return sum / (prior + trades);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(version);
        out.writeDouble(trades);
        out.writeDouble(sum);
    }

    static Tally readFrom(DataInput in) throws IOException {
        Tally result = new Tally();
        result.version = in.readUTF();
        result.trades = in.readDouble();
        result.sum = in.readDouble();
        return result;
    }
}
