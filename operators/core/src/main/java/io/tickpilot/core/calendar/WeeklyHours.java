package io.tickpilot.core.calendar;

import io.tickpilot.core.config.Settings;
import java.io.Serial;
import java.io.Serializable;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours that come again each week by the clock on a wall of some zone, such as {@code Mon-Fri 08:00-17:00 Europe/London}, {@code 22:00-06:00 UTC}
 * (every day, past midnight) or {@code Fri 17:00-Sun 17:00 America/New_York} (one span). From their beginning, inclusive, to their end,
 * exclusive. Spans are told as that wall's clock counts them, so daylight saving changes no hours. Immutable.
 */
public final class WeeklyHours implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private static final long WEEK = 7 * LocalClock.DAY;
    /** 1970-01-01 was a Thursday. */
    private static final long SINCE_MONDAY = 3 * LocalClock.DAY;

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String DAY = "(mon|tue|wed|thu|fri|sat|sun)";
    private static final String TIME = "([01]\\d|2[0-4]):([0-5]\\d)";
    private static final Pattern SPAN =
            Pattern.compile(DAY + " " + TIME + " ?- ?" + DAY + " " + TIME + " (\\S+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DAILY = Pattern.compile(
            "(?:" + DAY + "(?: ?- ?" + DAY + ")? )?" + TIME + " ?- ?" + TIME + " (\\S+)", Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> NAMED = Map.of(
            "asia", "Mon-Fri 09:00-18:00 Asia/Tokyo",
            "london", "Mon-Fri 08:00-17:00 Europe/London",
            "new-york", "Mon-Fri 08:00-17:00 America/New_York");

    private final String text;
    private final transient LocalClock clock;
    /** Since Monday 00:00, with how long it lasts. */
    private final transient long[] starts;

    private final transient long[] lengths;

    private WeeklyHours(String text, LocalClock clock, long[] starts, long[] lengths) {
        this.text = text;
        this.clock = clock;
        this.starts = starts;
        this.lengths = lengths;
    }

    /**
     * Reads one of the forms above, or the name of a {@link Session}: {@code asia}, {@code london}, {@code new-york}.
     *
     * @throws IllegalArgumentException when it is none of them; the message is the rule that was broken
     */
    public static WeeklyHours parse(String text) {
        String plain = text.strip();
        String spelled = NAMED.getOrDefault(plain.toLowerCase(Locale.ROOT), plain);
        Matcher span = SPAN.matcher(spelled);
        if (span.matches()) {
            return ofSpan(plain, span);
        }
        Matcher daily = DAILY.matcher(spelled);
        if (daily.matches()) {
            return ofDays(plain, daily);
        }
        throw new IllegalArgumentException("must be hours such as Mon-Fri 08:00-17:00 Europe/London, "
                + "Fri 17:00-Sun 17:00 America/New_York, asia, london or new-york");
    }

    private static WeeklyHours ofSpan(String text, Matcher parts) {
        long from = ofWeek(parts.group(1), micros(parts.group(2), parts.group(3)));
        long to = ofWeek(parts.group(4), micros(parts.group(5), parts.group(6)));
        return new WeeklyHours(text, zone(parts.group(7)), new long[] {from}, new long[] {length(from, to, WEEK)});
    }

    private static WeeklyHours ofDays(String text, Matcher parts) {
        int first = parts.group(1) == null ? 0 : day(parts.group(1));
        int last = parts.group(1) == null ? 6 : parts.group(2) == null ? first : day(parts.group(2));
        int count = Math.floorMod(last - first, 7) + 1;
        long from = micros(parts.group(3), parts.group(4));
        long to = micros(parts.group(5), parts.group(6));
        long[] starts = new long[count];
        long[] lengths = new long[count];
        for (int i = 0; i < count; i++) {
            starts[i] = Math.floorMod((first + i) * LocalClock.DAY + from, WEEK);
            lengths[i] = length(from, to, LocalClock.DAY);
        }
        return new WeeklyHours(text, zone(parts.group(7)), starts, lengths);
    }

    private static long ofWeek(String day, long ofDay) {
        return Math.floorMod(day(day) * LocalClock.DAY + ofDay, WEEK);
    }

    /** Hours that end where they begin last for the whole round. */
    private static long length(long from, long to, long round) {
        long length = Math.floorMod(to - from, round);
        return length == 0 ? round : length;
    }

    private static int day(String name) {
        return DAYS.indexOf(name.toLowerCase(Locale.ROOT));
    }

    /** A time of day, 24:00 included. */
    static long micros(String hour, String minute) {
        long minutes = Long.parseLong(hour) * 60 + Long.parseLong(minute);
        if (minutes > 24 * 60) {
            throw new IllegalArgumentException("must not have a time after 24:00");
        }
        return minutes * 60 * LocalClock.SECOND;
    }

    static LocalClock zone(String name) {
        try {
            return new LocalClock(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must end with a time zone such as UTC or Europe/London", e);
        }
    }

    /** Hours of a list, {@code otherwise} where the key is absent; an entry that cannot be read is a fault of the settings. */
    public static List<WeeklyHours> listFrom(Settings settings, String key, List<WeeklyHours> otherwise) {
        if (!settings.has(key)) {
            return otherwise;
        }
        List<WeeklyHours> hours = new ArrayList<>();
        for (String text : settings.texts(key, List.of())) {
            try {
                hours.add(parse(text));
            } catch (IllegalArgumentException e) {
                settings.fault(key, String.valueOf(e.getMessage()), text);
            }
        }
        return List.copyOf(hours);
    }

    public boolean contains(long micros) {
        long now = ofWeek(micros);
        for (int i = 0; i < starts.length; i++) {
            if (Math.floorMod(now - starts[i], WEEK) < lengths[i]) {
                return true;
            }
        }
        return false;
    }

    /** Microseconds until they begin, 0 within them. */
    public long microsToStart(long micros) {
        long now = ofWeek(micros);
        long least = WEEK;
        for (int i = 0; i < starts.length; i++) {
            if (Math.floorMod(now - starts[i], WEEK) < lengths[i]) {
                return 0;
            }
            least = Math.min(least, Math.floorMod(starts[i] - now, WEEK));
        }
        return least;
    }

    /** Microseconds since they ended, 0 within them. */
    public long microsSinceEnd(long micros) {
        long now = ofWeek(micros);
        long least = WEEK;
        for (int i = 0; i < starts.length; i++) {
            long since = Math.floorMod(now - starts[i], WEEK);
            if (since < lengths[i]) {
                return 0;
            }
            least = Math.min(least, since - lengths[i]);
        }
        return least;
    }

    private long ofWeek(long micros) {
        return Math.floorMod(clock.toLocal(micros) + SINCE_MONDAY, WEEK);
    }

    @Serial
    private Object readResolve() {
        return parse(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeeklyHours hours && text.equals(hours.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
