package io.tickpilot.core.calendar;

/**
 * Business hours of the three centres of currency trading, Monday to Friday by their own clocks, daylight saving included. Holidays
 * are not known. The hours are convention, not law: those that brokers print most often.
 */
public enum Session {
    /** 09:00 to 18:00 in Tokyo, which is 00:00 to 09:00 UTC all year. */
    ASIA("Asia/Tokyo", 9, 18),
    /** 08:00 to 17:00 in London. */
    LONDON("Europe/London", 8, 17),
    /** 08:00 to 17:00 in New York. */
    NEW_YORK("America/New_York", 8, 17);

    private static final int SATURDAY = 5;

    private final LocalClock clock;
    private final long openMicros;
    private final long closeMicros;

    Session(String zone, int openHour, int closeHour) {
        clock = new LocalClock(zone);
        openMicros = openHour * LocalClock.HOUR;
        closeMicros = closeHour * LocalClock.HOUR;
    }

    /** From the opening, inclusive, to the close, exclusive. */
    public boolean isOpen(long micros) {
        long local = clock.toLocal(micros);
        long ofDay = Math.floorMod(local, LocalClock.DAY);
        return ofDay >= openMicros
                && ofDay < closeMicros
                && LocalClock.weekday(Math.floorDiv(local, LocalClock.DAY)) < SATURDAY;
    }
}
