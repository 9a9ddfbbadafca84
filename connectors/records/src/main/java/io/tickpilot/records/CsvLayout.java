package io.tickpilot.records;

import java.util.List;

/**
 * Where a line of separated values keeps what.
 *
 * @param delimiter between cells, one byte
 * @param header whether the first line is no data
 * @param columns in their order; may be fewer than a line has
 * @param dayMicros local midnight to which {@link CsvColumn#TIME} adds milliseconds, or {@link #WHOLE_TIME}
 * @param carryEmptyPrices whether an empty price repeats the one before, as MetaTrader's export means it
 */
record CsvLayout(
        char delimiter,
        boolean header,
        List<CsvColumn> columns,
        long dayMicros,
        boolean carryEmptyPrices,
        PriceScale scale) {
    static final long WHOLE_TIME = Long.MIN_VALUE;

    private static final List<CsvColumn> TIME_BID_ASK = List.of(CsvColumn.TIME, CsvColumn.BID, CsvColumn.ASK);

    static CsvLayout histData(PriceScale scale) {
        return new CsvLayout(',', false, TIME_BID_ASK, WHOLE_TIME, false, scale);
    }

    static CsvLayout lean(long dayMicros, PriceScale scale) {
        return new CsvLayout(',', false, TIME_BID_ASK, dayMicros, false, scale);
    }

    CsvLayout withScale(PriceScale other) {
        return new CsvLayout(delimiter, header, columns, dayMicros, carryEmptyPrices, other);
    }

    int indexOf(CsvColumn column) {
        return columns.indexOf(column);
    }

    /** Whether time, bid and ask all have their place. */
    boolean isComplete() {
        boolean timed = columns.contains(CsvColumn.TIME) || columns.contains(CsvColumn.DATE);
        return timed && columns.contains(CsvColumn.BID) && columns.contains(CsvColumn.ASK);
    }
}
