package io.tickpilot.core.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The newest rows of one schema for one symbol, one a closed bar, and that of the forming bar on demand. A row says nothing of
 * later bars, so it is computed once and kept. Bars that do not exist have no row: a window spans gaps.
 */
final class FeatureRows {
    private final FeatureSchema schema;
    private final SeriesState series;
    private final Column<?>[] columns;
    private final int width;
    private final int lookback;

    /** Ring of rows; row n is at slot n mod slots. */
    private final float[] ring;

    private final int mask;
    private final float[] forming;
    private long rows;
    /** Newest rows in a row that have a number in every column. */
    private long whole;

    FeatureRows(FeatureSchema schema, SeriesState series, Column<?>[] columns) {
        this.schema = schema;
        this.series = series;
        this.columns = columns;
        this.width = columns.length;
        this.lookback = schema.lookback();
        int slots = 1;
        while (slots < lookback) {
            slots *= 2;
        }
        this.mask = slots - 1;
        this.ring = new float[slots * width];
        this.forming = new float[width];
    }

    FeatureSchema schema() {
        return schema;
    }

    boolean isOf(SeriesState other) {
        return series == other;
    }

    /** Keeps the row of the bar that its series has just closed. */
    void closeRow() {
        whole = read(ring, slot(rows) * width) ? whole + 1 : 0;
        rows++;
    }

    /** Whether there are rows enough; that of the forming bar may yet lack a number. */
    boolean isWarm() {
        return whole >= (series.isForming() ? lookback - 1 : lookback);
    }

    /** Writes the newest rows, oldest first; the last is that of the forming bar if there is one. */
    boolean fill(float[] window) {
        boolean previewed = series.isForming();
        if (!isWarm() || (previewed && !read(forming, 0))) {
            return false;
        }
        int closed = previewed ? lookback - 1 : lookback;
        int first = slot(rows - closed);
        int untilWrap = Math.min(closed, mask + 1 - first);
        System.arraycopy(ring, first * width, window, 0, untilWrap * width);
        System.arraycopy(ring, 0, window, untilWrap * width, (closed - untilWrap) * width);
        if (previewed) {
            System.arraycopy(forming, 0, window, closed * width, width);
        }
        return true;
    }

    /** The newest row alone, with NaN where a feature has no value. */
    void readNewest(float[] row) {
        if (series.isForming()) {
            read(row, 0);
        } else if (rows == 0) {
            Arrays.fill(row, Float.NaN);
        } else {
            System.arraycopy(ring, slot(rows - 1) * width, row, 0, width);
        }
    }

    /** @return whether every feature has a value */
    private boolean read(float[] into, int at) {
        boolean all = true;
        for (int i = 0; i < width; i++) {
            float value = columns[i].now();
            into[at + i] = value;
            all &= !Float.isNaN(value);
        }
        return all;
    }

    private int slot(long row) {
        return (int) (row & mask);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(rows);
        out.writeLong(whole);
        for (long row = rows - Math.min(rows, lookback); row < rows; row++) {
            for (int i = 0; i < width; i++) {
                out.writeFloat(ring[slot(row) * width + i]);
            }
        }
    }

    void readFrom(DataInput in) throws IOException {
        rows = in.readLong();
        whole = in.readLong();
        for (long row = rows - Math.min(rows, lookback); row < rows; row++) {
            for (int i = 0; i < width; i++) {
                ring[slot(row) * width + i] = in.readFloat();
            }
        }
    }
}
