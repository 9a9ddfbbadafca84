package io.tickpilot.core.flow;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Volume by bin of the last n closed bars, bar after bar, oldest first: what has to leave a profile, and when. */
final class BarVolumes {
    /** Entries of each bar, a ring; the oldest bar's at {@code oldest} once all are there. */
    private final int[] lengths;

    private int bars;
    private int oldest;

    private long[] bins = new long[64];
    private double[] volumes = new double[64];
    private int first;
    private int end;

    BarVolumes(int bars) {
        lengths = new int[bars];
    }

    boolean isFull() {
        return bars == lengths.length;
    }

    /** Position of the first entry; up to {@link #end()} they can be read by {@link #bin} and {@link #volume}. */
    int first() {
        return first;
    }

    int end() {
        return end;
    }

    /** Where the entries of the oldest bar end. */
    int endOfOldest() {
        return first + lengths[oldest];
    }

    long bin(int position) {
        return bins[position];
    }

    double volume(int position) {
        return volumes[position];
    }

    void dropOldest() {
        first += lengths[oldest];
        oldest = oldest + 1 == lengths.length ? 0 : oldest + 1;
        bars--;
    }

    /** Opens a bar, to which {@link #add} then adds. Call only when not full. */
    void open() {
        lengths[newest(++bars)] = 0;
    }

    void add(long bin, double volume) {
        if (end == bins.length) {
            makeRoom();
        }
        bins[end] = bin;
        volumes[end++] = volume;
        lengths[newest(bars)]++;
    }

    /** Forgets the entries of bins outside the given ones. */
    void keepOnly(long lowest, long highest) {
        int from = first;
        int to = first;
        for (int bar = 1; bar <= bars; bar++) {
            int slot = newest(bar);
            int length = lengths[slot];
            for (int i = 0; i < length; i++, from++) {
                if (bins[from] >= lowest && bins[from] <= highest) {
                    bins[to] = bins[from];
                    volumes[to++] = volumes[from];
                } else {
                    lengths[slot]--;
                }
            }
        }
        end = to;
    }

    /** Slot of the newest of the given number of bars. */
    private int newest(int ofBars) {
        return (oldest + ofBars - 1) % lengths.length;
    }

    private void makeRoom() {
        int count = end - first;
        int capacity = count > bins.length / 2 ? bins.length * 2 : bins.length;
        long[] roomyBins = capacity == bins.length ? bins : new long[capacity];
        double[] roomyVolumes = capacity == volumes.length ? volumes : new double[capacity];
        System.arraycopy(bins, first, roomyBins, 0, count);
        System.arraycopy(volumes, first, roomyVolumes, 0, count);
        bins = roomyBins;
        volumes = roomyVolumes;
        first = 0;
        end = count;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(bars);
        for (int bar = 1; bar <= bars; bar++) {
            out.writeInt(lengths[newest(bar)]);
        }
        for (int i = first; i < end; i++) {
            out.writeLong(bins[i]);
            out.writeDouble(volumes[i]);
        }
    }

    void readFrom(DataInput in) throws IOException {
        bars = in.readInt();
        oldest = 0;
        first = 0;
        end = 0;
        for (int bar = 0; bar < bars; bar++) {
            lengths[bar] = in.readInt();
            end += lengths[bar];
        }
        if (end > bins.length) {
            bins = Arrays.copyOf(bins, end);
            volumes = Arrays.copyOf(volumes, end);
        }
        for (int i = 0; i < end; i++) {
            bins[i] = in.readLong();
            volumes[i] = in.readDouble();
        }
    }
}
