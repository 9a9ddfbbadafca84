package io.tickpilot.records;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the layout of separated values from their first lines. */
final class CsvLayouts {
    private static final char[] DELIMITERS = {'\t', ';', ','};
    private static final int SHOWN_CHARACTERS = 80;
    private static final Pattern HISTDATA_BAR = Pattern.compile("\\d{8} \\d{6};");

    private CsvLayouts() {}

    /** Layout by declared columns or by the header; null when neither tells time, bid and ask. */
    static @Nullable CsvLayout recognise(List<String> lines, List<CsvColumn> declared) {
        String first = lines.get(0);
        char delimiter = delimiter(lines);
        List<CsvColumn> header = header(first, delimiter);
        boolean hasHeader = !header.isEmpty();
        List<CsvColumn> columns = declared.isEmpty() ? header : declared;
        boolean metaTrader = first.contains("<BID>");
        CsvLayout layout =
                new CsvLayout(delimiter, hasHeader, columns, CsvLayout.WHOLE_TIME, metaTrader, PriceScale.NONE);
        return layout.isComplete() ? layout : null;
    }

    /** Why no layout was found, for the user. */
    static String whyNot(List<String> lines) {
        String first = lines.get(0);
        String plain = first.toLowerCase(Locale.ROOT);
        boolean named = plain.contains("open") && plain.contains("high") && plain.contains("close");
        if (named || HISTDATA_BAR.matcher(first).lookingAt()) {
            return "bars, not ticks";
        }
        return "its columns are not told by a header nor declared: "
                + first.substring(0, Math.min(first.length(), SHOWN_CHARACTERS));
    }

    /**
     * Whole numbers of at least 10,000 where the symbol is a pair of currencies are points of the instrument: no such
     * price exists in whole units.
     */
    static PriceScale scale(CsvLayout layout, List<String> lines, String symbol) {
        Integer digits = DukascopyPoints.digits(TickFile.plain(symbol));
        if (digits == null || digits < 3) {
            return PriceScale.NONE;
        }
        int bid = layout.indexOf(CsvColumn.BID);
        for (String line : layout.header() ? lines.subList(1, lines.size()) : lines) {
            String[] cells = split(line, layout.delimiter());
            if (bid >= cells.length || !cells[bid].strip().matches("\\d{5,}")) {
                return PriceScale.NONE;
            }
        }
        return lines.size() > (layout.header() ? 1 : 0) ? PriceScale.digits(digits) : PriceScale.NONE;
    }

    /** The columns a line names, empty when it is data: a header names bid or ask and has no number. */
    private static List<CsvColumn> header(String line, char delimiter) {
        List<CsvColumn> columns = new ArrayList<>();
        for (String cell : split(line, delimiter)) {
            if (isNumber(cell)) {
                return List.of();
            }
            CsvColumn column = CsvColumn.named(cell);
            columns.add(column == null ? CsvColumn.IGNORED : column);
        }
        boolean named = columns.contains(CsvColumn.BID) || columns.contains(CsvColumn.ASK);
        return named ? columns : List.of();
    }

    private static char delimiter(List<String> lines) {
        for (char delimiter : DELIMITERS) {
            if (lines.get(0).indexOf(delimiter) >= 0) {
                return delimiter;
            }
        }
        return ',';
    }

    private static boolean isNumber(String cell) {
        byte[] bytes = cell.strip().getBytes(StandardCharsets.UTF_8);
        try {
            Decimals.parse(bytes, 0, bytes.length, 0);
            return true;
        } catch (BadCell e) {
            return false;
        }
    }

    private static String[] split(String line, char delimiter) {
        return line.split(Pattern.quote(String.valueOf(delimiter)), -1);
    }
}
