package io.tickpilot.records;

import java.util.Locale;

/** How ticks were recorded. The lower-case name is the {@code source} of the ticks read. */
public enum RecordFormat {
    /** Recognised by names and first lines; a folder may mix formats. */
    AUTO,
    /** {@code SYMBOL/YYYY/MM/DD/HHh_ticks.bi5} with months from 00: LZMA of 20-byte records, UTC. */
    DUKASCOPY,
    /** {@code 20200101 170000065,1.121200,1.121720,0} on New York's clock, daylight saving included. */
    HISTDATA,
    /** {@code SYMBOL/YYYYMMDD_quote.zip} holding {@code ms-of-day,bid,ask}; UTC unless a zone is given. */
    LEAN,
    /** Separated values with a header or declared columns; UTC unless a zone is given. */
    CSV;

    /** Name of the feed in {@code Tick.source}. */
    public String source() {
        return name().toLowerCase(Locale.ROOT);
    }
}
