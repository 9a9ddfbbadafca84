package io.tickpilot.records;

import io.tickpilot.core.config.Settings;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to read recorded ticks.
 *
 * @param zone clock of the times without an offset of their own; null for the format's own
 * @param columns what the columns of a CSV without a header are; empty when the header tells
 * @param priceScale factor from the recorded number to a price, 0 to recognise it; a power of ten is applied exactly
 * @param fromMicros first time to give, inclusive, epoch microseconds, UTC; {@code toMicros} the end, exclusive
 */
public record RecordOptions(
        RecordFormat format,
        @Nullable ZoneId zone,
        List<CsvColumn> columns,
        double priceScale,
        long fromMicros,
        long toMicros)
        implements Serializable {
    /** Recognise everything, leave nothing out. */
    public static final RecordOptions DEFAULT =
            new RecordOptions(RecordFormat.AUTO, null, List.of(), 0, Long.MIN_VALUE, Long.MAX_VALUE);

    public RecordOptions {
        columns = List.copyOf(columns);
    }

    /** Reads the section {@code records}: format, zone, columns, price-scale, from, to. */
    public static RecordOptions from(Settings root) {
        Settings settings = root.section("records");
        return new RecordOptions(
                settings.choice("format", RecordFormat.class, RecordFormat.AUTO),
                zone(settings),
                columns(settings),
                settings.number("price-scale", 0, 0, 1e9),
                time(settings, "from", Long.MIN_VALUE),
                time(settings, "to", Long.MAX_VALUE));
    }

    public RecordOptions withFormat(RecordFormat other) {
        return new RecordOptions(other, zone, columns, priceScale, fromMicros, toMicros);
    }

    public RecordOptions withZone(ZoneId other) {
        return new RecordOptions(format, other, columns, priceScale, fromMicros, toMicros);
    }

    public RecordOptions withColumns(CsvColumn... others) {
        return new RecordOptions(format, zone, List.of(others), priceScale, fromMicros, toMicros);
    }

    public RecordOptions withPriceScale(double other) {
        return new RecordOptions(format, zone, columns, other, fromMicros, toMicros);
    }

    public RecordOptions between(long from, long to) {
        return new RecordOptions(format, zone, columns, priceScale, from, to);
    }

    /**
     * A user's point in time: {@code 2014-05-05}, {@code 2014-05-05T08:30}, with seconds, fraction and offset as wanted;
     * UTC without an offset.
     *
     * @throws RecordException when it is none
     */
    public static long parseTime(String text) {
        String whole = text.strip();
        if (whole.matches("\\d{4}-\\d{2}-\\d{2}")) {
            whole += "T00:00";
        }
        try {
            return new TimeParser(ZoneId.of("UTC")).parse(whole);
        } catch (BadCell e) {
            throw new RecordException("time must look like 2014-05-05 or 2014-05-05T08:30:00: " + text, e);
        }
    }

    private static @Nullable ZoneId zone(Settings settings) {
        String text = settings.text("zone", "");
        if (text.isBlank()) {
            return null;
        }
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            settings.fault("zone", "must be a time zone such as UTC, UTC-5 or America/New_York", text);
            return null;
        }
    }

    private static List<CsvColumn> columns(Settings settings) {
        List<CsvColumn> columns = new ArrayList<>();
        for (String name : settings.texts("columns", List.of())) {
            CsvColumn column = CsvColumn.named(name);
            if (column == null) {
                settings.fault("columns", "must be of " + CsvColumn.names(), name);
            } else {
                columns.add(column);
            }
        }
        return columns;
    }

    private static long time(Settings settings, String key, long otherwise) {
        String text = settings.text(key, "");
        if (text.isBlank()) {
            return otherwise;
        }
        try {
            return parseTime(text);
        } catch (RecordException e) {
            settings.fault(key, "must look like 2014-05-05 or 2014-05-05T08:30:00", text);
            return otherwise;
        }
    }
}
