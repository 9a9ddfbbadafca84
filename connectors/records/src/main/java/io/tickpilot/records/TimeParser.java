package io.tickpilot.records;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * Time stamps of recordings to epoch microseconds, told apart by their shape:
 *
 * <ul>
 *   <li>epoch seconds (up to 11 digits), milliseconds (12, 13), microseconds (15, 16), nanoseconds (18, 19), with or without
 *       a fraction
 *   <li>{@code yyyyMMddHHmmss}, {@code yyyyMMddHHmmssSSS}, {@code yyyyMMdd HHmmss[SSS]}, {@code yyyyMMdd HH:mm[:ss[.S]]}
 *   <li>{@code yyyy-MM-dd}, {@code yyyy.MM.dd}, {@code yyyy/MM/dd} or {@code dd.MM.yyyy}, then a blank or T, then
 *       {@code HH:mm[:ss[.S]]}
 * </ul>
 *
 * <p>A trailing {@code Z}, {@code +hh:mm}, {@code +hhmm} or {@code GMT+hhmm} beats the zone. More than six decimals are
 * cut off. Not thread-safe.
 */
final class TimeParser {
    private static final long SECOND = 1_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final int NO_OFFSET = Integer.MIN_VALUE;

    private final ZoneClock zone;
    private byte[] text = {};
    private int start;
    private int at;
    private int end;
    private int cachedDate = -1;
    private long cachedDayMicros;

    TimeParser(ZoneId zone) {
        this.zone = new ZoneClock(zone);
    }

    long parse(String whole) throws BadCell {
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    long parse(byte[] bytes, int from, int to) throws BadCell {
        text = bytes;
        start = from;
        at = from;
        end = to;
        int digits = 0;
        while (from + digits < to && isDigit(bytes[from + digits])) {
            digits++;
        }
        boolean numberOnly = from + digits == to || bytes[from + digits] == '.';
        if (numberOnly && digits >= 9) {
            return number(from, to, digits);
        }
        return calendar(from, to, digits);
    }

    private long number(int from, int to, int digits) throws BadCell {
        return switch (digits) {
            case 9, 10, 11 -> Decimals.scaled(text, from, to, 6);
            case 12, 13 -> Decimals.scaled(text, from, to, 3);
            case 15, 16 -> Decimals.scaled(text, from, to, 0);
            case 18, 19 -> Decimals.scaled(text, from, from + digits - 3, 0);
            case 14, 17 -> {
                long day = day(digits(4), digits(2), digits(2));
                yield zone.toUtc(day + compactTime());
            }
            default -> throw bad();
        };
    }

    private long calendar(int from, int to, int digits) throws BadCell {
        long day;
        if (digits == 8) {
            day = day(digits(4), digits(2), digits(2));
        } else if (digits == 4 && from + 10 <= to) {
            int separator = text[from + 4];
            boolean known = separator == '-' || separator == '.' || separator == '/';
            if (!known || text[from + 7] != separator) {
                throw bad();
            }
            day = day(digits(4), skip() + digits(2), skip() + digits(2));
        } else if (digits == 2 && from + 10 <= to && text[from + 2] == '.' && text[from + 5] == '.') {
            int dayOfMonth = digits(2);
            int month = skip() + digits(2);
            day = day(skip() + digits(4), month, dayOfMonth);
        } else {
            throw bad();
        }
        if (at >= end || (text[at] != ' ' && text[at] != 'T')) {
            throw bad();
        }
        at++;
        boolean compact = at + 6 <= end && isDigit(text[at + 2]);
        long time = compact ? compactTime() : clockTime();
        int offset = offsetSeconds();
        if (at != end) {
            throw bad();
        }
        return offset == NO_OFFSET ? zone.toUtc(day + time) : day + time - offset * SECOND;
    }

    private long compactTime() throws BadCell {
        long micros = seconds(digits(2), digits(2), digits(2));
        return micros + fraction();
    }

    private long clockTime() throws BadCell {
        int hour = digits(2);
        int minute = expect(':') + digits(2);
        if (at == end || text[at] != ':') {
            return seconds(hour, minute, 0);
        }
        at++;
        long micros = seconds(hour, minute, digits(2));
        if (at < end && (text[at] == '.' || text[at] == ',')) {
            at++;
            return micros + fraction();
        }
        return micros;
    }

    private long fraction() {
        long micros = 0;
        long unit = SECOND / 10;
        for (; at < end && isDigit(text[at]); at++) {
            micros += unit * (text[at] - '0');
            unit /= 10;
        }
        return micros;
    }

    private int offsetSeconds() throws BadCell {
        if (at < end && text[at] == 'Z') {
            at++;
            return 0;
        }
        if (at + 4 <= end && text[at] == ' ' && text[at + 1] == 'G' && text[at + 2] == 'M' && text[at + 3] == 'T') {
            at += 4;
            if (at == end) {
                return 0;
            }
        }
        if (at == end || (text[at] != '+' && text[at] != '-')) {
            return NO_OFFSET;
        }
        int sign = text[at++] == '-' ? -1 : 1;
        int hours = digits(2);
        if (at < end && text[at] == ':') {
            at++;
        }
        int minutes = at < end ? digits(2) : 0;
        return sign * (hours * 3_600 + minutes * 60);
    }

    private long day(int year, int month, int dayOfMonth) throws BadCell {
        int date = year * 10_000 + month * 100 + dayOfMonth;
        if (date != cachedDate) {
            boolean valid = month >= 1
                    && month <= 12
                    && dayOfMonth >= 1
                    && dayOfMonth <= YearMonth.of(year, month).lengthOfMonth();
            if (!valid) {
                throw bad();
            }
            cachedDayMicros = LocalDate.of(year, month, dayOfMonth).toEpochDay() * DAY;
            cachedDate = date;
        }
        return cachedDayMicros;
    }

    private long seconds(int hour, int minute, int second) throws BadCell {
        if (hour > 23 || minute > 59 || second > 59) {
            throw bad();
        }
        return (hour * 3_600L + minute * 60L + second) * SECOND;
    }

    private int digits(int count) throws BadCell {
        int value = 0;
        for (int i = 0; i < count; i++, at++) {
            if (at >= end || !isDigit(text[at])) {
                throw bad();
            }
            value = 10 * value + (text[at] - '0');
        }
        return value;
    }

    /** Steps over a separator; 0, so that it reads in a sum before the digits that follow. */
    private int skip() {
        at++;
        return 0;
    }

    private int expect(char separator) throws BadCell {
        if (at >= end || text[at] != separator) {
            throw bad();
        }
        return skip();
    }

    private BadCell bad() {
        return new BadCell("not a time: " + Decimals.string(text, start, end));
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
