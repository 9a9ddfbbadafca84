package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Volatility by range and body of the bars: {@code sqrt(mean(0.5 ln(high / low)^2 - (2 ln 2 - 1) ln(close / open)^2))} over the last n
 * bars; of one bar, not annualised, as a share of the price, at least 0. NaN before n bars, while one of them has a price that is not
 * positive, and where the mean is negative, which needs a close or an open far outside the range of its own bar. Source: Garman and
 * Klass 1980, "On the Estimation of Security Price Volatilities from Historical Data".
 */
public final class GarmanKlassVolatility implements Indicator {
    private static final double BODY = 2 * StrictMath.log(2) - 1;

    private final int period;
    private final RollingFold variances;

    public GarmanKlassVolatility(int period) {
        this.period = period;
        this.variances = RollingFold.sum(period);
    }

    public void add(double open, double high, double low, double close) {
        variances.add(variance(open, high, low, close));
    }

    public double value() {
        return Math.sqrt(variances.value() / period);
    }

    /** What {@link #value()} would be after this bar, which is not added. */
    public double preview(double open, double high, double low, double close) {
        return Math.sqrt(variances.preview(variance(open, high, low, close)) / period);
    }

    @Override
    public int warmUp() {
        return period;
    }

    private static double variance(double open, double high, double low, double close) {
        double range = LogReturn.of(low, high);
        double body = LogReturn.of(open, close);
        return 0.5 * range * range - BODY * body * body;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        variances.writeTo(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        variances.readFrom(in);
    }
}
