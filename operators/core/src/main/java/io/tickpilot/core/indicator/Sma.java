package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Simple moving average: mean of the last n values, in their unit. NaN before n values. */
public final class Sma implements Indicator {
    private final int period;
    private final RollingFold sum;

    public Sma(int period) {
        this.period = period;
        this.sum = RollingFold.sum(period);
    }

    public void add(double value) {
        sum.add(value);
    }

    public double value() {
        return sum.value() / period;
    }

    /** What {@link #value()} would be after this value, which is not added. */
    public double preview(double value) {
        return sum.preview(value) / period;
    }

    @Override
    public int warmUp() {
        return period;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        sum.writeTo(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        sum.readFrom(in);
    }
}
