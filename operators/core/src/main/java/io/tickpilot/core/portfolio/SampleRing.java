package io.tickpilot.core.portfolio;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The last values of one series, one for each interval; NaN where there was none. */
final class SampleRing {
    private final double[] values;
    private int next;

    SampleRing(int length) {
        values = new double[length];
        Arrays.fill(values, Double.NaN);
    }

    void add(double value) {
        values[next] = value;
        next = (next + 1) % values.length;
    }

    int length() {
        return values.length;
    }

    /** @param age 0 for the newest */
    double get(int age) {
        return values[Math.floorMod(next - 1 - age, values.length)];
    }

    /** Value over the one before it, less 1; NaN when either is unknown. */
    double change(int age) {
        return get(age) / get(age + 1) - 1;
    }

    boolean isEmpty() {
        for (double value : values) {
            if (!Double.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(values.length);
        for (int age = values.length - 1; age >= 0; age--) {
            out.writeDouble(get(age));
        }
    }

    /** Takes over the newest that fit. */
    void readFrom(DataInput in) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            add(in.readDouble());
        }
    }
}
