package io.tickpilot.core.flow;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Sum of the last n values, missing ones counting 0, O(1) a value, amortised. Nothing is ever subtracted, so there is no
 * cancellation, no drift, and no sum of positive values below any of them.
 */
final class SlidingSum {
    /** Before {@code next} the values since the last turn; from there on, each the sum of the older values from it to the end. */
    private final double[] slots;

    private int next;
    private double sinceTurn;

    SlidingSum(int length) {
        slots = new double[length];
    }

    void add(double value) {
        slots[next++] = value;
        sinceTurn += value;
        if (next == slots.length) {
            turn();
        }
    }

    double value() {
        return slots[next] + sinceTurn;
    }

    private void turn() {
        for (int i = slots.length - 2; i >= 0; i--) {
            slots[i] += slots[i + 1];
        }
        next = 0;
        sinceTurn = 0;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(next);
        out.writeDouble(sinceTurn);
        for (double slot : slots) {
            out.writeDouble(slot);
        }
    }

    void readFrom(DataInput in) throws IOException {
        next = in.readInt();
        sinceTurn = in.readDouble();
        for (int i = 0; i < slots.length; i++) {
            slots[i] = in.readDouble();
        }
    }
}
