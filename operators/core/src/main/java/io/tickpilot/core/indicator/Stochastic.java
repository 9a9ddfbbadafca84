package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Stochastic oscillator, 0..100. The raw value is {@code 100 * (close - lowest low) / (highest high - lowest low)} of the last k bars,
 * 50 if they have no range, where TA-Lib says 0: no movement is no evidence of either, as in {@link Rsi}. %K is the mean of the last
 * {@code slowing} raw values, NaN before k + slowing - 1 bars; %D the mean of the last d %K, NaN before k + slowing + d - 2 bars.
 * Slowing 1 gives the fast stochastic. Source: Lane 1984; simple means, as TA-Lib's STOCH by default.
 */
public final class Stochastic implements Indicator {
    private static final double NEUTRAL = 50;

    private final Donchian channel;
    private final Sma percentK;
    private final Sma percentD;

    public Stochastic(int k, int slowing, int d) {
        this.channel = new Donchian(k);
        this.percentK = new Sma(slowing);
        this.percentD = new Sma(d);
    }

    public void add(double high, double low, double close) {
        channel.add(high, low);
        percentK.add(raw(channel.upper(), channel.lower(), close));
        percentD.add(percentK.value());
    }

    public double percentK() {
        return percentK.value();
    }

    public double percentD() {
        return percentD.value();
    }

    /** What {@link #percentK()} would be after this bar, which is not added; likewise below. */
    public double previewPercentK(double high, double low, double close) {
        return percentK.preview(raw(channel.previewUpper(high), channel.previewLower(low), close));
    }

    public double previewPercentD(double high, double low, double close) {
        return percentD.preview(previewPercentK(high, low, close));
    }

    /** Bars until %D is there. */
    /** Bars until %K is there. */
    public int kWarmUp() {
        return channel.warmUp() + percentK.warmUp() - 1;
    }

    @Override
    public int warmUp() {
        return channel.warmUp() + percentK.warmUp() + percentD.warmUp() - 2;
    }

    /** NaN while the channel is: it passes through the means like a value, so that each counts its own warm-up. */
    private static double raw(double highest, double lowest, double close) {
        double range = Finite.orNaN(highest - lowest);
        return range == 0 ? NEUTRAL : 100 * ((close - lowest) / range);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        channel.writeTo(out);
        percentK.writeTo(out);
        percentD.writeTo(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        channel.readFrom(in);
        percentK.readFrom(in);
        percentD.readFrom(in);
    }
}
