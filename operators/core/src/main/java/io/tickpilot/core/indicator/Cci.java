package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Commodity channel index: {@code (p - m) / (0.015 * d)} with p the typical price (high + low + close) / 3, m its mean over the last n
 * bars and d the mean absolute deviation from m. No unit, unbounded, most of the time within -100..100. 0 if all n prices are the
 * same, as TA-Lib says. NaN before n bars. Source: Lambert 1980.
 *
 * <p>The mean absolute deviation cannot be kept up to date in O(1): adding and previewing scan the ring, O(n). Differences are taken
 * from the newest price, so that a flat market gives exactly 0 rather than the ratio of two rounding errors.
 */
public final class Cci implements Indicator {
    private static final double LAMBERT = 0.015;

    private final int period;
    private final double[] ring;

    private int count;
    private int oldest;
    private double value = Double.NaN;

    public Cci(int period) {
        this.period = period;
        this.ring = new double[period];
    }

    public void add(double high, double low, double close) {
        double price = typicalPrice(high, low, close);
        value = index(price);
        ring[oldest] = price;
        oldest = oldest + 1 == period ? 0 : oldest + 1;
        if (count < period) {
            count++;
        }
    }

    public double value() {
        return value;
    }

    /** What {@link #value()} would be after this bar, which is not added. O(n). */
    public double preview(double high, double low, double close) {
        return index(typicalPrice(high, low, close));
    }

    @Override
    public int warmUp() {
        return period;
    }

    private static double typicalPrice(double high, double low, double close) {
        return (high + low + close) / 3;
    }

    private double index(double price) {
        if (count < period - 1) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < period; i++) {
            sum += i == oldest ? 0 : ring[i] - price;
        }
        double mean = sum / period;
        double deviations = Math.abs(mean);
        for (int i = 0; i < period; i++) {
            deviations += i == oldest ? 0 : Math.abs(ring[i] - price - mean);
        }
        double deviation = Finite.orNaN(deviations / period);
        return deviation == 0 ? 0 : Finite.orNaN(-mean / (LAMBERT * deviation));
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(count);
        out.writeInt(oldest);
        out.writeDouble(value);
        for (double price : ring) {
            out.writeDouble(price);
        }
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        count = in.readInt();
        oldest = in.readInt();
        value = in.readDouble();
        for (int i = 0; i < period; i++) {
            ring[i] = in.readDouble();
        }
    }
}
