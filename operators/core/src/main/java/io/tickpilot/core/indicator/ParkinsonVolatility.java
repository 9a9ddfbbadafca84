package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Volatility by the range of the bars: {@code sqrt(mean(ln(high / low)^2) / (4 ln 2))} over the last n bars; of one bar, not
 * annualised, as a share of the price, at least 0. NaN before n bars, and while one of them has a price that is not positive. Source:
 * Parkinson 1980, "The Extreme Value Method for Estimating the Variance of the Rate of Return".
 */
public final class ParkinsonVolatility implements Indicator {
    private static final double DIVISOR = 4 * StrictMath.log(2);

    private final int period;
    private final RollingFold squares;

    public ParkinsonVolatility(int period) {
        this.period = period;
        this.squares = RollingFold.sum(period);
    }

    public void add(double high, double low) {
        squares.add(square(high, low));
    }

    public double value() {
        return volatility(squares.value());
    }

    /** What {@link #value()} would be after a bar of this range, which is not added. */
    public double preview(double high, double low) {
        return volatility(squares.preview(square(high, low)));
    }

    @Override
    public int warmUp() {
        return period;
    }

    private double volatility(double sum) {
        return Math.sqrt(sum / period / DIVISOR);
    }

    private static double square(double high, double low) {
        double range = LogReturn.of(low, high);
        return range * range;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        squares.writeTo(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        squares.readFrom(in);
    }
}
