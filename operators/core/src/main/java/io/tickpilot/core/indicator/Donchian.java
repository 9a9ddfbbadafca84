package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Donchian channel: highest high and lowest low of the last n bars, the newest included, and the middle between them; in units of the
 * price. NaN before n bars. Bars of breakout rules ask for the channel before the newest bar: take it before adding. O(1) a bar,
 * amortised.
 */
public final class Donchian implements Indicator {
    private final int period;
    private final RollingFold highest;
    /** Of the lows with their sign turned. */
    private final RollingFold lowest;

    public Donchian(int period) {
        this.period = period;
        this.highest = RollingFold.maximum(period);
        this.lowest = RollingFold.maximum(period);
    }

    public void add(double high, double low) {
        highest.add(high);
        lowest.add(-low);
    }

    public double upper() {
        return highest.value();
    }

    public double lower() {
        return -lowest.value();
    }

    public double middle() {
        return middle(upper(), lower());
    }

    /** What {@link #upper()} would be after a bar of this high, which is not added; likewise below. */
    public double previewUpper(double high) {
        return highest.preview(high);
    }

    public double previewLower(double low) {
        return -lowest.preview(-low);
    }

    public double previewMiddle(double high, double low) {
        return middle(previewUpper(high), previewLower(low));
    }

    @Override
    public int warmUp() {
        return period;
    }

    private static double middle(double upper, double lower) {
        return Finite.orNaN((upper + lower) / 2);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        highest.writeTo(out);
        lowest.writeTo(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        highest.readFrom(in);
        lowest.readFrom(in);
    }
}
