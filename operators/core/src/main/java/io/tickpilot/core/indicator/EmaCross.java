package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Fast minus slow {@link Ema}, in units of the input: positive while the fast one is above, with a sign change at each cross.
 * NaN before as many values as the slow period.
 */
public final class EmaCross implements Indicator {
    private final Ema fast;
    private final Ema slow;

    public EmaCross(int fastPeriod, int slowPeriod) {
        if (fastPeriod >= slowPeriod) {
            throw new IllegalArgumentException("fast must be below slow: " + fastPeriod + ", " + slowPeriod);
        }
        this.fast = new Ema(fastPeriod);
        this.slow = new Ema(slowPeriod);
    }

    public void add(double value) {
        fast.add(value);
        slow.add(value);
    }

    public double value() {
        return Finite.orNaN(difference());
    }

    /** What {@link #value()} would be after this value, which is not added. */
    public double preview(double value) {
        return Finite.orNaN(previewDifference(value));
    }

    /** {@link #value()}, but infinite where that is not a number for want of room. */
    double difference() {
        return fast.value() - slow.value();
    }

    double previewDifference(double value) {
        return fast.preview(value) - slow.preview(value);
    }

    @Override
    public int warmUp() {
        return slow.warmUp();
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        fast.writeTo(out);
        slow.writeTo(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        fast.readFrom(in);
        slow.readFrom(in);
    }
}
