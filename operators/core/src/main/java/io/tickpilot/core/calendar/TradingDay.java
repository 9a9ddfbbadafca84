package io.tickpilot.core.calendar;

/**
 * Days of currency trading, which begin and end at 17:00 in New York; a week opens on Sunday and closes on Friday at that hour. Source:
 * the market's convention for rolling value dates.
 */
public final class TradingDay {
    private static final LocalClock NEW_YORK = new LocalClock("America/New_York");
    private static final long TO_MIDNIGHT = 7 * LocalClock.HOUR;
    private static final int SATURDAY = 5;

    private TradingDay() {}

    /**
     * The trading day's date, as days since 1970-01-01: that of the New York day in which it ends, so Sunday 17:00 opens Monday.
     * Counts up through weekends too.
     */
    public static long number(long micros) {
        return Math.floorDiv(NEW_YORK.toLocal(micros) + TO_MIDNIGHT, LocalClock.DAY);
    }

    /** From Friday 17:00 in New York, inclusive, to Sunday 17:00. */
    public static boolean isWeekend(long micros) {
        return LocalClock.weekday(number(micros)) >= SATURDAY;
    }

    /** Until the next 17:00 in New York, on weekends too; above 0, 25 hours at most. */
    public static long microsToRollover(long micros) {
        return end(number(micros), micros) - micros;
    }

    /** Until Friday 17:00 in New York; 0 on the weekend. */
    public static long microsToWeekend(long micros) {
        long day = number(micros);
        int weekday = LocalClock.weekday(day);
        return weekday >= SATURDAY ? 0 : end(day + SATURDAY - 1 - weekday, micros) - micros;
    }

    private static long end(long day, long nearby) {
        return NEW_YORK.toUtc((day + 1) * LocalClock.DAY - TO_MIDNIGHT, nearby);
    }
}
