package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Relative strength index, 0..100: {@code 100 * gain / (gain + loss)} of Wilder's means of the rises and falls from one value
 * to the next. NaN before n + 1 values. With neither rise nor fall in memory it is 50, where TA-Lib says 0 and others 100: no
 * movement is no evidence of either. Source: Wilder 1978, ch. 6.
 */
public final class Rsi implements Indicator {
    private static final double NEUTRAL = 50;

    private final int period;
    private final WilderMean gains;
    private final WilderMean losses;

    private double last = Double.NaN;

    public Rsi(int period) {
        this.period = period;
        this.gains = new WilderMean(period);
        this.losses = new WilderMean(period);
    }

    public void add(double value) {
        if (!Double.isNaN(last)) {
            gains.add(Math.max(value - last, 0));
            losses.add(Math.max(last - value, 0));
        }
        last = value;
    }

    public double value() {
        return index(gains.value(), losses.value());
    }

    /** What {@link #value()} would be after this value, which is not added. */
    public double preview(double value) {
        if (Double.isNaN(last)) {
            return Double.NaN;
        }
        return index(gains.preview(Math.max(value - last, 0)), losses.preview(Math.max(last - value, 0)));
    }

    @Override
    public int warmUp() {
        return period + 1;
    }

    private static double index(double gain, double loss) {
        double sum = Finite.orNaN(gain + loss);
        return sum == 0 ? NEUTRAL : Finite.orNaN(100 * gain / sum);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeDouble(last);
        gains.writeTo(out);
        losses.writeTo(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        last = in.readDouble();
        gains.readFrom(in);
        losses.readFrom(in);
    }
}
