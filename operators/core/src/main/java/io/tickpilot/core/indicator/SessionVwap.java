package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Volume-weighted average price since the start of the day: {@code sum(price * volume) / sum(volume)}, the price of a bar being its
 * typical one, (high + low + close) / 3, unless the caller means another; in units of the price. Starts anew when the day's number
 * changes; when the day begins is the caller's calendar. NaN without volume.
 */
public final class SessionVwap implements Indicator {
    private long day;
    private double turnover;
    private double volume;

    public void add(long dayNumber, double barPrice, double barVolume) {
        turnover = next(dayNumber, turnover, barPrice * barVolume);
        volume = next(dayNumber, volume, barVolume);
        day = dayNumber;
    }

    public double value() {
        return ratio(turnover, volume);
    }

    /** What {@link #value()} would be after this bar, which is not added. */
    public double preview(long dayNumber, double barPrice, double barVolume) {
        return ratio(next(dayNumber, turnover, barPrice * barVolume), next(dayNumber, volume, barVolume));
    }

    /** Bars, if there is any volume in them. */
    @Override
    public int warmUp() {
        return 1;
    }

    private double next(long dayNumber, double sum, double part) {
        return dayNumber == day ? sum + part : part;
    }

    /** NaN where there is no volume, or too much of it for a number. */
    static double ratio(double turnover, double volume) {
        return volume > 0 ? Finite.orNaN(turnover / volume) : Double.NaN;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeLong(day);
        out.writeDouble(turnover);
        out.writeDouble(volume);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        day = in.readLong();
        turnover = in.readDouble();
        volume = in.readDouble();
    }
}
