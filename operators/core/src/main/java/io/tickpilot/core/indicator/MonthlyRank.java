package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where a value stands among those of its own last 30 days, as a share in 0..1. NaN before {@value #MIN_OBSERVATIONS}
 * observations.
 *
 * <p>Values are counted a day in 256 logarithmic buckets from 1e-7 to 0.1, each 5.5 % wide, with linear interpolation inside a
 * bucket; outside, the outermost bucket counts. At most 31 KiB, however many values there are. A day leaves as a whole when it is 30
 * days behind the newest.
 */
public final class MonthlyRank implements Indicator {
    /** One in a hundred is the finest step that a 99th percentile needs. */
    public static final int MIN_OBSERVATIONS = 100;

    private static final int DAYS = 30;
    private static final int BUCKETS = 256;
    private static final double LOWEST = StrictMath.log(1e-7);
    private static final double BUCKETS_PER_LOG = BUCKETS / (StrictMath.log(0.1) - LOWEST);
    private static final long DAY_MICROS = 86_400_000_000L;

    private static final int[] UNUSED = {};

    private final int[][] daily = new int[DAYS][];
    private final int[] all = new int[BUCKETS];
    private long newestDay = Long.MIN_VALUE;
    private int observations;

    public MonthlyRank() {
        Arrays.fill(daily, UNUSED);
    }

    /**
     * Counts a value.
     *
     * @param timeMicros its time, not before that of the value added last
     * @param value at least 0, as a share of the price
     */
    public void add(long timeMicros, double value) {
        advance(Math.floorDiv(timeMicros, DAY_MICROS));
        int bucket = (int) position(value);
        countsOf(slot(newestDay))[bucket]++;
        all[bucket]++;
        observations++;
    }

    /** Share of the observations that are below the value. */
    public double rank(double value) {
        if (observations < MIN_OBSERVATIONS) {
            return Double.NaN;
        }
        double position = position(value);
        int bucket = (int) position;
        double below = (position - bucket) * all[bucket];
        for (int i = 0; i < bucket; i++) {
            below += all[i];
        }
        return below / observations;
    }

    public int observations() {
        return observations;
    }

    private void advance(long day) {
        if (newestDay == Long.MIN_VALUE) {
            newestDay = day;
        }
        long passed = Math.min(day - newestDay, DAYS);
        for (long i = 1; i <= passed; i++) {
            forget(slot(newestDay + i));
        }
        newestDay = Math.max(newestDay, day);
    }

    private void forget(int slot) {
        int[] counts = daily[slot];
        for (int i = 0; i < counts.length; i++) {
            all[i] -= counts[i];
            observations -= counts[i];
            counts[i] = 0;
        }
    }

    private int[] countsOf(int slot) {
        if (daily[slot].length == 0) {
            daily[slot] = new int[BUCKETS];
        }
        return daily[slot];
    }

    private static int slot(long day) {
        return (int) Math.floorMod(day, (long) DAYS);
    }

    /** Bucket and, behind the point, the place in it. */
    private static double position(double value) {
        double position = value > 0 ? (StrictMath.log(value) - LOWEST) * BUCKETS_PER_LOG : 0;
        return Math.min(Math.max(position, 0), BUCKETS - 1e-9);
    }

    /** Observations until there is a rank; a break of a month takes it away again. */
    @Override
    public int warmUp() {
        return MIN_OBSERVATIONS;
    }

    /** Only days and buckets that hold something are written. */
    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeLong(newestDay);
        for (int[] counts : daily) {
            int used = 0;
            for (int n : counts) {
                used += n > 0 ? 1 : 0;
            }
            out.writeShort(used);
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    out.writeByte(i);
                    out.writeInt(counts[i]);
                }
            }
        }
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        newestDay = in.readLong();
        observations = 0;
        Arrays.fill(all, 0);
        for (int slot = 0; slot < DAYS; slot++) {
            Arrays.fill(daily[slot], 0);
            int used = in.readUnsignedShort();
            for (int i = 0; i < used; i++) {
                int bucket = in.readUnsignedByte();
                int n = in.readInt();
                countsOf(slot)[bucket] = n;
                all[bucket] += n;
                observations += n;
            }
        }
    }
}
