package io.tickpilot.core.flow;

import io.tickpilot.core.indicator.Indicator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Ticks a second over the last n whole seconds: those before the second that a time lies in, which itself is not over. NaN
 * until n whole seconds have passed since the second of the first tick.
 */
public final class TickRate implements Indicator {
    /** Whole seconds that a tick, or a reading, may lie behind the second of the newest tick. */
    public static final int LATE_SECONDS = 4;

    private static final long MICROS = 1_000_000L;

    private final int seconds;

    /** All ticks until a second's end, modulo 2^32, which differences do not mind; of second s at slot s mod length. */
    private final int[] totals;

    private final int mask;
    private int total;
    private boolean started;
    private long first;
    private long newest;

    public TickRate(int seconds) {
        if (seconds < 1) {
            throw new IllegalArgumentException("seconds must be at least 1: " + seconds);
        }
        this.seconds = seconds;
        this.totals = new int[Integer.highestOneBit(seconds + LATE_SECONDS + 1) * 2];
        this.mask = totals.length - 1;
    }

    /**
     * Counts a tick in its second. It is left out when that is more than {@value #LATE_SECONDS} behind the newest, or before the
     * first tick's.
     */
    public void add(long timeMicros) {
        long second = Math.floorDiv(timeMicros, MICROS);
        if (!started) {
            started = true;
            first = second;
            newest = second;
        } else if (second < newest - LATE_SECONDS || second < first) {
            return;
        }
        advance(second);
        total++;
        for (long later = second; later <= newest; later++) {
            totals[slot(later)]++;
        }
    }

    private void advance(long second) {
        for (long silent = Math.max(newest, second - totals.length) + 1; silent <= second; silent++) {
            totals[slot(silent)] = total;
        }
        newest = Math.max(newest, second);
    }

    /**
     * Ticks a second of the n whole seconds before the second of now.
     *
     * @return NaN before the warm-up, and for a time more than {@value #LATE_SECONDS} whole seconds behind the newest tick
     */
    public double perSecond(long nowMicros) {
        long end = Math.floorDiv(nowMicros, MICROS) - 1;
        long beforeStart = end - seconds;
        if (!started || beforeStart < first || end + 1 < newest - LATE_SECONDS) {
            return Double.NaN;
        }
        return (totalUntil(end) - totalUntil(beforeStart)) / (double) seconds;
    }

    private int totalUntil(long second) {
        return second >= newest ? total : totals[slot(second)];
    }

    private int slot(long second) {
        return (int) second & mask;
    }

    /** In seconds after that of the first tick: n whole ones, and the one in which they are read. */
    @Override
    public int warmUp() {
        return seconds + 1;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeBoolean(started);
        out.writeLong(first);
        out.writeLong(newest);
        out.writeInt(total);
        for (int until : totals) {
            out.writeInt(until);
        }
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        started = in.readBoolean();
        first = in.readLong();
        newest = in.readLong();
        total = in.readInt();
        for (int i = 0; i < totals.length; i++) {
            totals[i] = in.readInt();
        }
    }
}
