package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Bollinger bands: mean of the last n values, plus and minus k population standard deviations. NaN before n values.
 *
 * <p>Sums run over differences from an anchor among the values, and are built anew, with a new anchor, once in n values: so
 * the cost stays O(1) a value, amortised, without the cancellation of plain sums of squares or any drift. Up to n values after a
 * jump has left the window, a deviation that should be nothing may still be some 1e-8 of that jump.
 */
public final class Bollinger implements Indicator {
    private final int period;
    private final double width;
    private final double[] ring;

    private int count;
    private int oldest;
    private double anchor;
    private double sum;
    private double squares;
    private double middle = Double.NaN;
    private double deviation = Double.NaN;

    /** @param width of a band in standard deviations */
    public Bollinger(int period, double width) {
        this.period = period;
        this.width = width;
        this.ring = new double[period];
    }

    public void add(double value) {
        if (count == 0) {
            anchor = value;
        }
        double nextSum = nextSum(value);
        double nextSquares = nextSquares(value);
        sum = nextSum;
        squares = nextSquares;
        ring[oldest] = value;
        oldest = oldest + 1 == period ? 0 : oldest + 1;
        if (count < period) {
            count++;
        }
        if (count == period) {
            middle = middle(sum);
            deviation = deviation(sum, squares);
            if (oldest == 0) {
                rebuild(value);
            }
        }
    }

    public double middle() {
        return middle;
    }

    /** Population standard deviation, at least 0. */
    public double deviation() {
        return deviation;
    }

    /** Of a band, in standard deviations. */
    public double width() {
        return width;
    }

    public double upper() {
        return Finite.orNaN(middle + width * deviation);
    }

    public double lower() {
        return Finite.orNaN(middle - width * deviation);
    }

    /** What {@link #middle()} would be after this value, which is not added; likewise below. */
    public double previewMiddle(double value) {
        return count < period - 1 || count == 0 ? Double.NaN : middle(nextSum(value));
    }

    public double previewDeviation(double value) {
        return count < period - 1 || count == 0 ? Double.NaN : deviation(nextSum(value), nextSquares(value));
    }

    public double previewUpper(double value) {
        return Finite.orNaN(previewMiddle(value) + width * previewDeviation(value));
    }

    public double previewLower(double value) {
        return Finite.orNaN(previewMiddle(value) - width * previewDeviation(value));
    }

    @Override
    public int warmUp() {
        return period;
    }

    private double nextSum(double value) {
        return count < period ? sum + (value - anchor) : sum + ((value - anchor) - (ring[oldest] - anchor));
    }

    private double nextSquares(double value) {
        double in = value - anchor;
        if (count < period) {
            return squares + in * in;
        }
        double out = ring[oldest] - anchor;
        return squares + (in * in - out * out);
    }

    private double middle(double ofSum) {
        return Finite.orNaN(anchor + ofSum / period);
    }

    private double deviation(double ofSum, double ofSquares) {
        double mean = ofSum / period;
        return Finite.orNaN(Math.sqrt(Math.max(ofSquares / period - mean * mean, 0)));
    }

    private void rebuild(double newAnchor) {
        anchor = newAnchor;
        sum = 0;
        squares = 0;
        for (double value : ring) {
            double difference = value - anchor;
            sum += difference;
            squares += difference * difference;
        }
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(count);
        out.writeInt(oldest);
        out.writeDouble(anchor);
        out.writeDouble(sum);
        out.writeDouble(squares);
        out.writeDouble(middle);
        out.writeDouble(deviation);
        for (double value : ring) {
            out.writeDouble(value);
        }
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        count = in.readInt();
        oldest = in.readInt();
        anchor = in.readDouble();
        sum = in.readDouble();
        squares = in.readDouble();
        middle = in.readDouble();
        deviation = in.readDouble();
        for (int i = 0; i < period; i++) {
            ring[i] = in.readDouble();
        }
    }
}
