package io.tickpilot.core.calendar;

import io.tickpilot.core.config.Settings;
import java.io.Serializable;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * When an instrument is traded.
 *
 * @param sessions hours in which it may be entered; empty for all
 * @param rollover when its day ends and swaps are booked, null when never
 * @param weekend when its market is closed each week, null when never
 */
public record TradingHours(
        List<WeeklyHours> sessions,
        @Nullable DailyTime rollover,
        @Nullable WeeklyHours weekend) implements Serializable {

    /** Around the clock, as crypto markets are. */
    public static final TradingHours ALWAYS = new TradingHours(List.of(), null, null);

    /** Of currencies: from Sunday to Friday, 17:00 in New York, where the day ends at that hour. */
    public static final TradingHours FOREX = new TradingHours(
            List.of(),
            DailyTime.parse("17:00 America/New_York"),
            WeeklyHours.parse("Fri 17:00-Sun 17:00 America/New_York"));

    /** Of gold and silver, which rest an hour each day. Source: CME Globex' hours of metals. */
    public static final TradingHours METALS = new TradingHours(
            List.of(WeeklyHours.parse("Sun-Thu 18:00-17:00 America/New_York")),
            DailyTime.parse("17:00 America/New_York"),
            WeeklyHours.parse("Fri 17:00-Sun 18:00 America/New_York"));

    /** Keys {@code sessions}, {@code rollover} and {@code weekend}, the last two {@code none} for never. */
    public static TradingHours from(Settings settings, TradingHours base) {
        return new TradingHours(
                WeeklyHours.listFrom(settings, "sessions", base.sessions),
                read(settings, "rollover", DailyTime::parse, base.rollover),
                read(settings, "weekend", WeeklyHours::parse, base.weekend));
    }

    private static <T> @Nullable T read(
            Settings settings, String key, Function<String, T> parse, @Nullable T otherwise) {
        String text = settings.text(key, "");
        if (text.isEmpty() || text.equals("none")) {
            return text.isEmpty() ? otherwise : null;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            settings.fault(key, e.getMessage() + ", or none", text);
            return otherwise;
        }
    }

    /** Microseconds until it may be entered by these hours, 0 when it may; by the wall clock of the session nearest. */
    public static long microsToOpening(List<WeeklyHours> sessions, long micros) {
        if (sessions.isEmpty()) {
            return 0;
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < sessions.size(); i++) {
            least = Math.min(least, sessions.get(i).microsToStart(micros));
        }
        return least;
    }
}
