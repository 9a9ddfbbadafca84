package io.tickpilot.core.calendar;

/** Place in the UTC day and in the week as points on a circle, so that its end is near its beginning. */
public final class TimeCycle {
    private static final double CIRCLE = 2 * Math.PI;

    private TimeCycle() {}

    /** {@code sin(2 pi t)}, with t the share of the UTC day that is over; likewise {@link #dayCosine}. */
    public static double daySine(long micros) {
        return StrictMath.sin(dayAngle(micros));
    }

    public static double dayCosine(long micros) {
        return StrictMath.cos(dayAngle(micros));
    }

    /** {@code sin(2 pi d / 7)}, with d the UTC day of the week, Monday 0 to Sunday 6; likewise {@link #weekdayCosine}. */
    public static double weekdaySine(long micros) {
        return StrictMath.sin(weekdayAngle(micros));
    }

    public static double weekdayCosine(long micros) {
        return StrictMath.cos(weekdayAngle(micros));
    }

    private static double dayAngle(long micros) {
        return CIRCLE * Math.floorMod(micros, LocalClock.DAY) / LocalClock.DAY;
    }

    private static double weekdayAngle(long micros) {
        return CIRCLE * LocalClock.weekday(Math.floorDiv(micros, LocalClock.DAY)) / 7;
    }
}
