package io.tickpilot.core.flow;

import io.tickpilot.core.indicator.Indicator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mean, population deviation and extremes of the spreads of all ticks in the last n closed bars and the forming one, in the
 * unit they are given in. NaN before n closed bars, and without a tick in the window.
 *
 * <p>Each bar's moments are kept and joined, never subtracted: O(1) a tick and, amortised, a bar, with no cancellation.
 */
public final class SpreadStatistics implements Indicator {
    /** A deviation that is a smaller part of the mean is rounding: of prices near 100,000 a spread of 0.01 has 1e-9 of it. */
    private static final double NO_DEVIATION = 1e-6;

    private final int bars;

    /** Before {@code next} the bars since the last turn; from there on, each joined with the older ones behind it. */
    private final Moments[] slots;

    private final Moments sinceTurn = new Moments();
    private final Moments forming = new Moments();
    private int next;
    private int closedBars;

    private final Moments closed = new Moments();
    private final Moments window = new Moments();
    private boolean stale = true;

    public SpreadStatistics(int bars) {
        if (bars < 1) {
            throw new IllegalArgumentException("bars must be at least 1: " + bars);
        }
        this.bars = bars;
        this.slots = new Moments[bars];
        for (int i = 0; i < bars; i++) {
            slots[i] = new Moments();
        }
    }

    /** Takes in the spread of a tick of the forming bar. */
    public void add(double spread) {
        forming.add(spread);
        stale = true;
    }

    /** Ends the forming bar, and with it the oldest of the window. */
    public void barClosed() {
        slots[next++].copy(forming);
        sinceTurn.join(sinceTurn, forming);
        forming.clear();
        if (next == bars) {
            turn();
        }
        closed.join(slots[next], sinceTurn);
        closedBars = Math.min(closedBars + 1, bars);
        stale = true;
    }

    private void turn() {
        for (int i = bars - 2; i >= 0; i--) {
            slots[i].join(slots[i], slots[i + 1]);
        }
        next = 0;
        sinceTurn.clear();
    }

    public double mean() {
        return isReady() ? window.mean() : Double.NaN;
    }

    /** At least 0. */
    public double deviation() {
        return isReady() ? window.deviation() : Double.NaN;
    }

    public double min() {
        return isReady() ? window.min() : Double.NaN;
    }

    public double max() {
        return isReady() ? window.max() : Double.NaN;
    }

    /**
     * {@code (spread - mean) / deviation} of the window, whether this spread is of it or not. Where all spreads of the window are
     * the same there is no scale: 0 for that spread, NaN for another.
     */
    public double zScore(double spread) {
        if (!isReady()) {
            return Double.NaN;
        }
        double distance = spread - window.mean();
        double least = NO_DEVIATION * Math.abs(window.mean());
        if (window.deviation() <= least) {
            return Math.abs(distance) <= least ? 0 : Double.NaN;
        }
        return distance / window.deviation();
    }

    @Override
    public int warmUp() {
        return bars;
    }

    private boolean isReady() {
        if (stale) {
            window.join(closed, forming);
            stale = false;
        }
        return closedBars == bars && !window.isEmpty();
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(next);
        out.writeInt(closedBars);
        sinceTurn.writeTo(out);
        forming.writeTo(out);
        for (Moments slot : slots) {
            slot.writeTo(out);
        }
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        next = in.readInt();
        closedBars = in.readInt();
        sinceTurn.readFrom(in);
        forming.readFrom(in);
        for (Moments slot : slots) {
            slot.readFrom(in);
        }
        closed.join(slots[next], sinceTurn);
        stale = true;
    }
}
