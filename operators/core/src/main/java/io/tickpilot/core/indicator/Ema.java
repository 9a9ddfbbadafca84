package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Exponential moving average with gain 2 / (n + 1), seeded with the simple mean of the first n values. NaN before n values.
 * Takes finite values only, as all indicators here do.
 */
public final class Ema implements Indicator {
    private final int period;
    private final double gain;

    private int count;
    /** Sum of the values while warming up, the average from then on. */
    private double state;

    public Ema(int period) {
        this.period = period;
        this.gain = 2.0 / (period + 1);
    }

    public void add(double value) {
        state = next(value);
        if (count < period) {
            count++;
        }
    }

    /** Average after the last value added. */
    public double value() {
        return count < period ? Double.NaN : state;
    }

    /** What {@link #value()} would be after this value, which is not added. */
    public double preview(double value) {
        return count < period - 1 ? Double.NaN : next(value);
    }

    @Override
    public int warmUp() {
        return period;
    }

    private double next(double value) {
        if (count >= period) {
            return Finite.orNaN(state + gain * (value - state));
        }
        double sum = state + value;
        return Finite.orNaN(count == period - 1 ? sum / period : sum);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(count);
        out.writeDouble(state);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        count = in.readInt();
        state = in.readDouble();
    }
}
