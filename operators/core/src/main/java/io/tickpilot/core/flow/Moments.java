package io.tickpilot.core.flow;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Count, mean, sum of squared deviations, least and greatest of some values, that can be joined with those of others. Source:
 * Welford 1962; Chan, Golub and LeVeque 1979.
 */
final class Moments {
    private long count;
    private double mean;
    private double squares;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    void add(double value) {
        count++;
        double before = value - mean;
        mean += before / count;
        squares += before * (value - mean);
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    /** Becomes those of {@code a} and {@code b} together; either may be this one. */
    void join(Moments a, Moments b) {
        long together = a.count + b.count;
        if (b.count == 0) {
            copy(a);
        } else if (a.count == 0) {
            copy(b);
        } else {
            double apart = b.mean - a.mean;
            double shareOfB = (double) b.count / together;
            squares = a.squares + b.squares + apart * apart * a.count * shareOfB;
            mean = a.mean + apart * shareOfB;
            min = Math.min(a.min, b.min);
            max = Math.max(a.max, b.max);
            count = together;
        }
    }

    void copy(Moments other) {
        count = other.count;
        mean = other.mean;
        squares = other.squares;
        min = other.min;
        max = other.max;
    }

    void clear() {
        count = 0;
        mean = 0;
        squares = 0;
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
    }

    boolean isEmpty() {
        return count == 0;
    }

    double mean() {
        return mean;
    }

    /** Of the population. */
    double deviation() {
        return Math.sqrt(squares / count);
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeDouble(mean);
        out.writeDouble(squares);
        out.writeDouble(min);
        out.writeDouble(max);
    }

    void readFrom(DataInput in) throws IOException {
        count = in.readLong();
        mean = in.readDouble();
        squares = in.readDouble();
        min = in.readDouble();
        max = in.readDouble();
    }
}
