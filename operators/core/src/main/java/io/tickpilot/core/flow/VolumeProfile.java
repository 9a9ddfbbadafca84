package io.tickpilot.core.flow;

import io.tickpilot.core.indicator.Indicator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Volume by price of the last n closed bars and the forming one: point of control and value area. NaN before n closed bars, and
 * without volume in the window.
 *
 * <p>Bin k holds the prices from {@code k * binSize} up to {@code (k + 1) * binSize}; one that is less than a millionth of a bin
 * below its upper edge is meant to be on it. The value area starts with the fullest bin and takes the two bins above or the two
 * below, whichever pair holds more (the upper one on ties), until it holds its share of the volume. Empty bins at its edges do
 * not count as part of it. Source: Steidlmayer's Market Profile, as in Dalton, Jones and Dalton 2013, Mind over Markets,
 * appendix 1.
 *
 * <p>At most {@value #MAX_BINS} bins: when a price would stretch the window over more of them, volume in bins that are not
 * within the {@value #MAX_BINS} around that price is forgotten. Adding costs O(1), a bar's end O(bins of the leaving and of the
 * ending bar), a reading after a change O(bins).
 */
public final class VolumeProfile implements Indicator {
    public static final int MAX_BINS = 4_096;

    private static final int HALF = MAX_BINS / 2;
    private static final int FEWEST_SLOTS = 64;
    private static final double EDGE = 1e-6;
    private static final double FARTHEST_BIN = 1e15;

    /**
     * Volumes that differ by a smaller part count as equal: sums of the same sizes may, by what was added before and left since, and
     * a tie must not be broken by that.
     */
    private static final double TIE = 1e-9;

    private final int bars;
    private final double binSize;
    private final double share;

    private final BarVolumes barVolumes;
    private int closedBars;
    private int closedSinceRebuild;

    /** Bins from {@code base} on have slots, bin k at k mod length: volume in closed bars, how many of them, in the forming one. */
    private double[] closed = new double[FEWEST_SLOTS];

    private int[] holders = new int[FEWEST_SLOTS];
    private double[] forming = new double[FEWEST_SLOTS];

    /** Bins with volume in the forming bar. */
    private long[] touched = new long[FEWEST_SLOTS];

    private int touchedBins;
    private long base;

    /** No bin outside has volume; the outermost may have lost theirs. None has when {@code low > high}. */
    private long low = Long.MAX_VALUE;

    private long high = Long.MIN_VALUE;

    private boolean stale = true;
    private double pointOfControl = Double.NaN;
    private double valueAreaHigh = Double.NaN;
    private double valueAreaLow = Double.NaN;

    /**
     * @param binSize in units of the price
     * @param share of the volume that the value area holds at least, above 0, at most 1; usually 0.70
     */
    public VolumeProfile(int bars, double binSize, double share) {
        if (bars < 1) {
            throw new IllegalArgumentException("bars must be at least 1: " + bars);
        }
        if (!TickVolume.isCounted(binSize)) {
            throw new IllegalArgumentException("bin size must be positive: " + binSize);
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1: " + share);
        }
        this.bars = bars;
        this.binSize = binSize;
        this.share = share;
        this.barVolumes = new BarVolumes(bars);
    }

    /** Takes in volume of the forming bar. It is left out unless positive and finite. */
    public void add(double price, double volume) {
        if (!TickVolume.isCounted(volume)) {
            return;
        }
        long bin = bin(price);
        int slot = reach(bin);
        if (forming[slot] == 0) {
            touched[touchedBins++] = bin;
        }
        forming[slot] += volume;
        stale = true;
    }

    /** Ends the forming bar, and with it the oldest of the window. */
    public void barClosed() {
        if (barVolumes.isFull()) {
            dropOldest();
        }
        barVolumes.open();
        for (int i = 0; i < touchedBins; i++) {
            int slot = slot(touched[i]);
            barVolumes.add(touched[i], forming[slot]);
            closed[slot] += forming[slot];
            holders[slot]++;
            forming[slot] = 0;
        }
        touchedBins = 0;
        closedBars = Math.min(closedBars + 1, bars);
        if (++closedSinceRebuild >= bars) {
            rebuild();
        }
        stale = true;
    }

    private void dropOldest() {
        int end = barVolumes.endOfOldest();
        for (int i = barVolumes.first(); i < end; i++) {
            int slot = slot(barVolumes.bin(i));
            holders[slot]--;
            closed[slot] = holders[slot] == 0 ? 0 : closed[slot] - barVolumes.volume(i);
        }
        barVolumes.dropOldest();
    }

    /** Sums the closed bars anew, once in n of them, so that subtracting leaves no drift. */
    private void rebuild() {
        for (long bin = low; bin <= high; bin++) {
            closed[slot(bin)] = 0;
        }
        for (int i = barVolumes.first(); i < barVolumes.end(); i++) {
            closed[slot(barVolumes.bin(i))] += barVolumes.volume(i);
        }
        closedSinceRebuild = 0;
    }

    /** Slot of a bin that may be beyond the present ones. */
    private int reach(long bin) {
        if (bin < low || bin > high) {
            stretchTo(bin);
        }
        return slot(bin);
    }

    private void stretchTo(long bin) {
        trim();
        long lowest = Math.min(low, bin);
        long highest = Math.max(high, bin);
        if (low <= high && highest - lowest >= MAX_BINS) {
            forgetOutside(bin - HALF, bin + HALF - 1);
            lowest = Math.min(low, bin);
            highest = Math.max(high, bin);
        }
        if (lowest < base || highest >= base + closed.length) {
            move(lowest, highest);
        }
        low = lowest;
        high = highest;
    }

    private void forgetOutside(long lowest, long highest) {
        for (long bin = low; bin <= high; bin++) {
            if (bin < lowest || bin > highest) {
                int slot = slot(bin);
                closed[slot] = 0;
                holders[slot] = 0;
                forming[slot] = 0;
            }
        }
        int kept = 0;
        for (int i = 0; i < touchedBins; i++) {
            if (touched[i] >= lowest && touched[i] <= highest) {
                touched[kept++] = touched[i];
            }
        }
        touchedBins = kept;
        barVolumes.keepOnly(lowest, highest);
        trim();
    }

    /** Gives slots to the bins from the lowest to the highest, with room on both sides. */
    private void move(long lowest, long highest) {
        int span = (int) (highest - lowest) + 1;
        int length = Math.max(closed.length, Math.min(MAX_BINS, Integer.highestOneBit(span) * 4));
        double[] newClosed = new double[length];
        int[] newHolders = new int[length];
        double[] newForming = new double[length];
        for (long bin = low; bin <= high; bin++) {
            int from = slot(bin);
            int to = (int) bin & (length - 1);
            newClosed[to] = closed[from];
            newHolders[to] = holders[from];
            newForming[to] = forming[from];
        }
        long[] newTouched = new long[length];
        System.arraycopy(touched, 0, newTouched, 0, touchedBins);
        closed = newClosed;
        holders = newHolders;
        forming = newForming;
        touched = newTouched;
        base = lowest - (length - span) / 2;
    }

    /** Lets the outermost bins be such with volume. */
    private void trim() {
        while (low <= high && isEmpty(low)) {
            low++;
        }
        while (low <= high && isEmpty(high)) {
            high--;
        }
        if (low > high) {
            low = Long.MAX_VALUE;
            high = Long.MIN_VALUE;
        }
    }

    /** Centre of the fullest bin, of the lowest of them if several are. */
    public double pointOfControl() {
        refresh();
        return pointOfControl;
    }

    /** Upper edge of the value area's highest bin. */
    public double valueAreaHigh() {
        refresh();
        return valueAreaHigh;
    }

    /** Lower edge of the value area's lowest bin. */
    public double valueAreaLow() {
        refresh();
        return valueAreaLow;
    }

    @Override
    public int warmUp() {
        return bars;
    }

    private void refresh() {
        if (!stale) {
            return;
        }
        stale = false;
        trim();
        if (closedBars < bars || low > high) {
            pointOfControl = Double.NaN;
            valueAreaHigh = Double.NaN;
            valueAreaLow = Double.NaN;
            return;
        }
        long fullest = low;
        double all = 0;
        for (long bin = low; bin <= high; bin++) {
            all += volume(bin);
            if (volume(bin) > volume(fullest) * (1 + TIE)) {
                fullest = bin;
            }
        }
        pointOfControl = (fullest + 0.5) * binSize;
        findValueArea(fullest, share * all * (1 - TIE));
    }

    private void findValueArea(long fullest, double wanted) {
        long top = fullest;
        long bottom = fullest;
        double held = volume(fullest);
        while (held < wanted && (top < high || bottom > low)) {
            double above = top == high ? -1 : volume(top + 1) + volume(top + 2);
            double below = bottom == low ? -1 : volume(bottom - 1) + volume(bottom - 2);
            if (above >= below * (1 - TIE)) {
                top = Math.min(top + 2, high);
                held += above;
            } else {
                bottom = Math.max(bottom - 2, low);
                held += below;
            }
        }
        while (isEmpty(top)) {
            top--;
        }
        while (isEmpty(bottom)) {
            bottom++;
        }
        valueAreaHigh = (top + 1) * binSize;
        valueAreaLow = bottom * binSize;
    }

    private double volume(long bin) {
        return bin < low || bin > high ? 0 : closed[slot(bin)] + forming[slot(bin)];
    }

    private boolean isEmpty(long bin) {
        return holders[slot(bin)] == 0 && forming[slot(bin)] == 0;
    }

    private long bin(double price) {
        double bin = Math.floor(price / binSize + EDGE);
        return (long) Math.min(Math.max(bin, -FARTHEST_BIN), FARTHEST_BIN);
    }

    private int slot(long bin) {
        return (int) bin & (closed.length - 1);
    }

    /** The closed bars, the sums of their bins, which depend on what has left, and the forming bar. */
    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(closedBars);
        out.writeInt(closedSinceRebuild);
        barVolumes.writeTo(out);
        int held = 0;
        for (long bin = low; bin <= high; bin++) {
            held += holders[slot(bin)] > 0 ? 1 : 0;
        }
        out.writeInt(held);
        for (long bin = low; bin <= high; bin++) {
            if (holders[slot(bin)] > 0) {
                out.writeLong(bin);
                out.writeDouble(closed[slot(bin)]);
            }
        }
        out.writeInt(touchedBins);
        for (int i = 0; i < touchedBins; i++) {
            out.writeLong(touched[i]);
            out.writeDouble(forming[slot(touched[i])]);
        }
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        clear();
        closedBars = in.readInt();
        closedSinceRebuild = in.readInt();
        barVolumes.readFrom(in);
        for (int i = barVolumes.first(); i < barVolumes.end(); i++) {
            int slot = reach(barVolumes.bin(i));
            holders[slot]++;
        }
        int held = in.readInt();
        for (int i = 0; i < held; i++) {
            int slot = slot(in.readLong());
            closed[slot] = in.readDouble();
        }
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            long bin = in.readLong();
            int slot = reach(bin);
            forming[slot] = in.readDouble();
            touched[touchedBins++] = bin;
        }
    }

    private void clear() {
        Arrays.fill(closed, 0);
        Arrays.fill(holders, 0);
        Arrays.fill(forming, 0);
        touchedBins = 0;
        low = Long.MAX_VALUE;
        high = Long.MIN_VALUE;
        stale = true;
    }
}
