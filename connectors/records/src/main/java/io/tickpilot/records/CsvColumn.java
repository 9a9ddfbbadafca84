package io.tickpilot.records;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a column of separated values may be. */
public enum CsvColumn {
    /** A whole time stamp, or the time of day beside a {@link #DATE}. */
    TIME,
    DATE,
    BID,
    ASK,
    BID_SIZE,
    ASK_SIZE,
    /** Rows of other symbols are passed over. */
    SYMBOL,
    IGNORED;

    /** Header words, letters and digits only, as vendors write them. */
    private static final Map<String, CsvColumn> WORDS = Map.ofEntries(
            Map.entry("time", TIME),
            Map.entry("timestamp", TIME),
            Map.entry("datetime", TIME),
            Map.entry("gmttime", TIME),
            Map.entry("utctime", TIME),
            Map.entry("localtime", TIME),
            Map.entry("timeutc", TIME),
            Map.entry("timemsc", TIME),
            Map.entry("ts", TIME),
            Map.entry("date", DATE),
            Map.entry("day", DATE),
            Map.entry("bid", BID),
            Map.entry("bidprice", BID),
            Map.entry("ask", ASK),
            Map.entry("askprice", ASK),
            Map.entry("offer", ASK),
            Map.entry("bidsize", BID_SIZE),
            Map.entry("bidvolume", BID_SIZE),
            Map.entry("bidqty", BID_SIZE),
            Map.entry("asksize", ASK_SIZE),
            Map.entry("askvolume", ASK_SIZE),
            Map.entry("askqty", ASK_SIZE),
            Map.entry("symbol", SYMBOL),
            Map.entry("instrument", SYMBOL),
            Map.entry("ticker", SYMBOL),
            Map.entry("pair", SYMBOL));

    /** The column a header word or an option names, null when it names none. */
    public static @Nullable CsvColumn named(String word) {
        String plain = plain(word);
        return plain.equals("ignored") || word.strip().equals("-") ? IGNORED : WORDS.get(plain);
    }

    static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    static String names() {
        return Arrays.stream(values())
                .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }
}
