package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Moving average convergence divergence: line = fast minus slow {@link Ema}, signal = Ema of the line, histogram = line minus
 * signal; in units of the input. The line is NaN before as many values as the slow period, signal and histogram before slow +
 * signal - 1. Each average is seeded by its own first values (TA-Lib starts the fast one later, so that early values differ
 * from it; 12, 26, 9 agree to 1e-9 some 120 bars later).
 */
public final class Macd implements Indicator {
    private final EmaCross cross;
    private final Ema signal;

    public Macd(int fastPeriod, int slowPeriod, int signalPeriod) {
        this.cross = new EmaCross(fastPeriod, slowPeriod);
        this.signal = new Ema(signalPeriod);
    }

    public void add(double value) {
        cross.add(value);
        double line = cross.difference();
        if (!Double.isNaN(line)) {
            signal.add(line);
        }
    }

    public double line() {
        return cross.value();
    }

    public double signal() {
        return Double.isNaN(line()) ? Double.NaN : signal.value();
    }

    public double histogram() {
        return Finite.orNaN(line() - signal());
    }

    /** What {@link #line()} would be after this value, which is not added; likewise below. */
    public double previewLine(double value) {
        return cross.preview(value);
    }

    public double previewSignal(double value) {
        double line = cross.previewDifference(value);
        return Double.isNaN(line) ? Double.NaN : signal.preview(line);
    }

    public double previewHistogram(double value) {
        return Finite.orNaN(previewLine(value) - previewSignal(value));
    }

    /** Values until the line is there. */
    public int lineWarmUp() {
        return cross.warmUp();
    }

    /** Values until the histogram is there. */
    @Override
    public int warmUp() {
        return cross.warmUp() + signal.warmUp() - 1;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        cross.writeTo(out);
        signal.writeTo(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        cross.readFrom(in);
        signal.readFrom(in);
    }
}
