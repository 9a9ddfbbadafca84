package io.tickpilot.core.portfolio;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How far a value has fallen: below where it began (static) and below the highest it had been (trailing). */
public final class Drawdown {
    private double start = Double.NaN;
    private double peak = Double.NaN;
    private double last = Double.NaN;
    private double deepestBelowStart;
    private double deepestBelowPeak;
    private double deepestRatio;

    /** Not a number changes nothing. */
    public void add(double value) {
        if (Double.isNaN(value)) {
            return;
        }
        if (Double.isNaN(start)) {
            start = value;
            peak = value;
        }
        last = value;
        peak = Math.max(peak, value);
        deepestBelowStart = Math.max(deepestBelowStart, start - value);
        deepestBelowPeak = Math.max(deepestBelowPeak, peak - value);
        deepestRatio = Math.max(deepestRatio, (peak - value) / peak);
    }

    /** Now below the peak, in its unit; 0 before the first value. */
    public double now() {
        return Double.isNaN(last) ? 0 : peak - last;
    }

    public double peak() {
        return peak;
    }

    /** Greatest ever below the first value. */
    public double maxStatic() {
        return deepestBelowStart;
    }

    /** Greatest ever below the peak before it. */
    public double maxTrailing() {
        return deepestBelowPeak;
    }

    /** Greatest ever as a share of the peak before it. */
    public double maxTrailingRatio() {
        return deepestRatio;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeDouble(start);
        out.writeDouble(peak);
        out.writeDouble(last);
        out.writeDouble(deepestBelowStart);
        out.writeDouble(deepestBelowPeak);
        out.writeDouble(deepestRatio);
    }

    void readFrom(DataInput in) throws IOException {
        start = in.readDouble();
        peak = in.readDouble();
        last = in.readDouble();
        deepestBelowStart = in.readDouble();
        deepestBelowPeak = in.readDouble();
        deepestRatio = in.readDouble();
    }
}
