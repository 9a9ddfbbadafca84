package io.tickpilot.core.feature;

import io.tickpilot.core.indicator.Indicator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Lets a statistic of "n - 1 closed bars and the forming one" speak of the newest n bars at any time: a closed bar counts as the
 * newest until the next one opens, so that what is read just after a close is what was read just before.
 */
final class BarWindow<T extends Indicator> implements Indicator {
    private final T statistic;
    private final Consumer<T> barClosed;
    private boolean closed;

    BarWindow(T statistic, Consumer<T> barClosed) {
        this.statistic = statistic;
        this.barClosed = barClosed;
    }

    /** To be read. */
    T get() {
        return statistic;
    }

    /** To be added to: opens the next bar if the last was closed. */
    T forming() {
        if (closed) {
            closed = false;
            barClosed.accept(statistic);
        }
        return statistic;
    }

    void close() {
        closed = true;
    }

    /** One more than that of the statistic, which counts closed bars without the newest. */
    @Override
    public int warmUp() {
        return statistic.warmUp() + 1;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeBoolean(closed);
        statistic.writeTo(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        closed = in.readBoolean();
        statistic.readFrom(in);
    }
}
