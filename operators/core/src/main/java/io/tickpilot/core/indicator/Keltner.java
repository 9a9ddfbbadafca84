package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Keltner channel: {@link Ema} of the closes, plus and minus a multiple of the {@link Atr}; in units of the price. The middle is NaN
 * before as many bars as the average's period, the bands also before ATR period + 1. Source: Raschke's form of Keltner 1960, who took
 * the typical price and simple means.
 */
public final class Keltner implements Indicator {
    private final double multiple;
    private final Ema average;
    private final Atr range;

    /** @param multiple half the channel's width in average true ranges */
    public Keltner(int emaPeriod, int atrPeriod, double multiple) {
        this.multiple = multiple;
        this.average = new Ema(emaPeriod);
        this.range = new Atr(atrPeriod);
    }

    public void add(double high, double low, double close) {
        average.add(close);
        range.add(high, low, close);
    }

    public double middle() {
        return average.value();
    }

    public double upper() {
        return band(average.value(), multiple, range.value());
    }

    public double lower() {
        return band(average.value(), -multiple, range.value());
    }

    /** What {@link #middle()} would be after a bar of this close, which is not added; likewise below. */
    public double previewMiddle(double close) {
        return average.preview(close);
    }

    public double previewUpper(double high, double low, double close) {
        return band(average.preview(close), multiple, range.preview(high, low));
    }

    public double previewLower(double high, double low, double close) {
        return band(average.preview(close), -multiple, range.preview(high, low));
    }

    /** Bars until the bands are there. */
    @Override
    public int warmUp() {
        return Math.max(average.warmUp(), range.warmUp());
    }

    private static double band(double middle, double multiple, double range) {
        return Finite.orNaN(middle + multiple * range);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        average.writeTo(out);
        range.writeTo(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        average.readFrom(in);
        range.readFrom(in);
    }
}
