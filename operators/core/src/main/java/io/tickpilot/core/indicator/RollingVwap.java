package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Volume-weighted average price of the last n bars: {@code sum(price * volume) / sum(volume)}, the price of a bar being its typical
 * one, (high + low + close) / 3, unless the caller means another; in units of the price. NaN before n bars and without volume.
 */
public final class RollingVwap implements Indicator {
    private final int period;
    private final RollingFold turnover;
    private final RollingFold volume;

    public RollingVwap(int period) {
        this.period = period;
        this.turnover = RollingFold.sum(period);
        this.volume = RollingFold.sum(period);
    }

    public void add(double barPrice, double barVolume) {
        turnover.add(barPrice * barVolume);
        volume.add(barVolume);
    }

    public double value() {
        return SessionVwap.ratio(turnover.value(), volume.value());
    }

    /** What {@link #value()} would be after this bar, which is not added. */
    public double preview(double barPrice, double barVolume) {
        return SessionVwap.ratio(turnover.preview(barPrice * barVolume), volume.preview(barVolume));
    }

    /** Bars, if there is any volume in them. */
    @Override
    public int warmUp() {
        return period;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        turnover.writeTo(out);
        volume.writeTo(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        turnover.readFrom(in);
        volume.readFrom(in);
    }
}
