package io.tickpilot.core.causality;

import java.util.Arrays;

/** All rows of one run, up to a time if it is given. */
final class RowLog implements RowSource.Rows {
    private final int width;
    private final long untilMicros;
    private long[] times = new long[1_024];
    private float[] values;
    private int count;

    /** @param untilMicros rows that claim a later time are left out */
    RowLog(int width, long untilMicros) {
        this.width = width;
        this.untilMicros = untilMicros;
        this.values = new float[times.length * width];
    }

    @Override
    public void add(long beforeMicros, float[] row) {
        if (beforeMicros > untilMicros) {
            return;
        }
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
            values = Arrays.copyOf(values, 2 * count * width);
        }
        times[count] = beforeMicros;
        System.arraycopy(row, 0, values, count * width, width);
        count++;
    }

    int count() {
        return count;
    }

    long timeMicros(int row) {
        return times[row];
    }

    float value(int row, int column) {
        return values[row * width + column];
    }

    /** Index of the first row from the given one on that claims no later time; {@link #count} when there is none. */
    int nextUntil(long micros, int from) {
        int row = from;
        while (row < count && times[row] > micros) {
            row++;
        }
        return row;
    }
}
