package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Directional movement, all in 0..100: {@code +DI = 100 * smoothed(+DM) / smoothed(true range)}, likewise -DI, {@code DX = 100 *
 * |+DI - -DI| / (+DI + -DI)}, and ADX, Wilder's mean of DX. +DM is how far the high rose, -DM how far the low fell, only the larger of
 * both counts, and neither if they are equal. The DI and DX are NaN before n + 1 bars, ADX before 2n. Without any true range in memory
 * the DI are 0, without any directional movement DX is 0. Source: Wilder 1978, ch. 4.
 *
 * <p>Smoothing is s - s / n + x and starts, as TA-Lib's does, from the sum of the first n - 1 movements, where Wilder's own worksheet
 * takes n: so all values are those of TA-Lib, from the first one on.
 */
public final class Adx implements Indicator {
    /** What thousands of bars without movement leave of a range; from here on it would be rounding. */
    private static final double NOTHING = 1e-300;

    private final int period;
    private final WilderMean mean;

    private double lastHigh = Double.NaN;
    private double lastLow = Double.NaN;
    private double lastClose = Double.NaN;
    /** Bars with one before them, counted up to the period. */
    private int movements;

    private double up;
    private double down;
    private double range;

    public Adx(int period) {
        this.period = period;
        this.mean = new WilderMean(period);
    }

    public void add(double high, double low, double close) {
        if (!Double.isNaN(lastClose)) {
            up = smoothed(up, upMove(high, low));
            down = smoothed(down, downMove(high, low));
            range = smoothed(range, trueRange(high, low));
            if (movements < period) {
                movements++;
            }
            if (movements == period) {
                mean.add(dx());
            }
        }
        lastHigh = high;
        lastLow = low;
        lastClose = close;
    }

    public double plusDi() {
        return movements < period ? Double.NaN : share(up, range);
    }

    public double minusDi() {
        return movements < period ? Double.NaN : share(down, range);
    }

    public double dx() {
        return movements < period ? Double.NaN : contrast(up, down, range);
    }

    public double adx() {
        return mean.value();
    }

    /** What {@link #plusDi()} would be after a bar of this range, which is not added; likewise below. */
    public double previewPlusDi(double high, double low) {
        return movements < period - 1
                ? Double.NaN
                : share(smoothed(up, upMove(high, low)), smoothed(range, trueRange(high, low)));
    }

    public double previewMinusDi(double high, double low) {
        return movements < period - 1
                ? Double.NaN
                : share(smoothed(down, downMove(high, low)), smoothed(range, trueRange(high, low)));
    }

    public double previewDx(double high, double low) {
        return movements < period - 1
                ? Double.NaN
                : contrast(
                        smoothed(up, upMove(high, low)),
                        smoothed(down, downMove(high, low)),
                        smoothed(range, trueRange(high, low)));
    }

    public double previewAdx(double high, double low) {
        return mean.preview(previewDx(high, low));
    }

    /** Bars until ADX is there. */
    /** Bars until the DI are there. */
    public int diWarmUp() {
        return period + 1;
    }

    @Override
    public int warmUp() {
        return 2 * period;
    }

    private double upMove(double high, double low) {
        double rise = high - lastHigh;
        return rise > 0 && rise > lastLow - low ? rise : 0;
    }

    private double downMove(double high, double low) {
        double fall = lastLow - low;
        return fall > 0 && fall > high - lastHigh ? fall : 0;
    }

    private double trueRange(double high, double low) {
        return Math.max(high, lastClose) - Math.min(low, lastClose);
    }

    private double smoothed(double sum, double next) {
        return Finite.orNaN(movements < period - 1 ? sum + next : sum - sum / period + next);
    }

    private static double share(double part, double whole) {
        return whole < NOTHING ? 0 : 100 * (part / whole);
    }

    private static double contrast(double up, double down, double range) {
        double plus = share(up, range);
        double minus = share(down, range);
        return share(Math.abs(plus - minus), plus + minus);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeDouble(lastHigh);
        out.writeDouble(lastLow);
        out.writeDouble(lastClose);
        out.writeInt(movements);
        out.writeDouble(up);
        out.writeDouble(down);
        out.writeDouble(range);
        mean.writeTo(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        lastHigh = in.readDouble();
        lastLow = in.readDouble();
        lastClose = in.readDouble();
        movements = in.readInt();
        up = in.readDouble();
        down = in.readDouble();
        range = in.readDouble();
        mean.readFrom(in);
    }
}
