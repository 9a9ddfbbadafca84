package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Average true range: Wilder's mean of {@code max(high, previous close) - min(low, previous close)}, in units of the price.
 * The first bar has no previous close and gives no range, so it is NaN before n + 1 bars. Source: Wilder 1978, ch. 3.
 */
public final class Atr implements Indicator {
    private final int period;
    private final WilderMean mean;

    private double lastClose = Double.NaN;

    public Atr(int period) {
        this.period = period;
        this.mean = new WilderMean(period);
    }

    public void add(double high, double low, double close) {
        if (!Double.isNaN(lastClose)) {
            mean.add(trueRange(high, low));
        }
        lastClose = close;
    }

    public double value() {
        return mean.value();
    }

    /** What {@link #value()} would be after a bar of this range, which is not added. */
    public double preview(double high, double low) {
        return Double.isNaN(lastClose) ? Double.NaN : mean.preview(trueRange(high, low));
    }

    @Override
    public int warmUp() {
        return period + 1;
    }

    private double trueRange(double high, double low) {
        return Math.max(high, lastClose) - Math.min(low, lastClose);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeDouble(lastClose);
        mean.writeTo(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        lastClose = in.readDouble();
        mean.readFrom(in);
    }
}
