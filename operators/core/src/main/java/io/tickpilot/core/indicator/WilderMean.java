package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Wilder's smoothing, (mean * (n - 1) + value) / n, seeded with the simple mean of the first n values. NaN before n values.
 * Source: Wilder 1978, ch. 3.
 */
final class WilderMean {
    private final int period;

    private int count;
    /** Sum of the values while warming up, the mean from then on. */
    private double state;

    WilderMean(int period) {
        this.period = period;
    }

    void add(double value) {
        state = next(value);
        if (count < period) {
            count++;
        }
    }

    double value() {
        return count < period ? Double.NaN : state;
    }

    double preview(double value) {
        return count < period - 1 ? Double.NaN : next(value);
    }

    private double next(double value) {
        if (count >= period) {
            return Finite.orNaN((state * (period - 1) + value) / period);
        }
        double sum = state + value;
        return Finite.orNaN(count == period - 1 ? sum / period : sum);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(count);
        out.writeDouble(state);
    }

    void readFrom(DataInput in) throws IOException {
        count = in.readInt();
        state = in.readDouble();
    }
}
