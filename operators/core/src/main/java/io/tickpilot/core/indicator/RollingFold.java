package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/**
 * Sum or maximum of the last n values, NaN before n of them or if it is infinite. O(1) a value, amortised.
 *
 * <p>Values come in blocks of n. A window is the end of one block and the beginning of the next: ends are folded once, as a block is
 * full, beginnings as they grow. Nothing is ever subtracted, so what has left the window, however large, leaves no trace.
 */
final class RollingFold {
    private final DoubleBinaryOperator fold;
    private final double neutral;
    /** Values of the growing block, behind them the folded ends of the block before. */
    private final double[] block;

    private boolean full;
    private int size;
    private double beginning;
    private double value = Double.NaN;

    private RollingFold(int period, DoubleBinaryOperator fold, double neutral) {
        this.fold = fold;
        this.neutral = neutral;
        this.block = new double[period];
        this.beginning = neutral;
        Arrays.fill(block, neutral);
    }

    static RollingFold sum(int period) {
        return new RollingFold(period, Double::sum, 0);
    }

    static RollingFold maximum(int period) {
        return new RollingFold(period, Math::max, Double.NEGATIVE_INFINITY);
    }

    void add(double next) {
        value = preview(next);
        beginning = fold.applyAsDouble(beginning, next);
        block[size++] = next;
        if (size == block.length) {
            startBlock();
        }
    }

    double value() {
        return value;
    }

    double preview(double next) {
        if (!full && size + 1 < block.length) {
            return Double.NaN;
        }
        double end = size + 1 < block.length ? block[size + 1] : neutral;
        return Finite.orNaN(fold.applyAsDouble(end, fold.applyAsDouble(beginning, next)));
    }

    private void startBlock() {
        for (int i = block.length - 2; i >= 0; i--) {
            block[i] = fold.applyAsDouble(block[i], block[i + 1]);
        }
        full = true;
        size = 0;
        beginning = neutral;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeBoolean(full);
        out.writeInt(size);
        out.writeDouble(beginning);
        out.writeDouble(value);
        for (double each : block) {
            out.writeDouble(each);
        }
    }

    void readFrom(DataInput in) throws IOException {
        full = in.readBoolean();
        size = in.readInt();
        beginning = in.readDouble();
        value = in.readDouble();
        for (int i = 0; i < block.length; i++) {
            block[i] = in.readDouble();
        }
    }
}
