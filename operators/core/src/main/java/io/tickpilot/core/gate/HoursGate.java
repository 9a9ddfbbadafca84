package io.tickpilot.core.gate;

import io.tickpilot.core.calendar.DailyTime;
import io.tickpilot.core.calendar.TradingHours;
import io.tickpilot.core.calendar.WeeklyHours;
import io.tickpilot.core.signal.Rejection;
import java.util.List;

/** The gate's checks of the time, each in minutes. */
final class HoursGate {
    private static final double MICROS_PER_MINUTE = 60e6;

    private HoursGate() {}

    /** See {@link Gate#check}. */
    static void check(HoursSettings limits, Moment now, List<Rejection> failed) {
        TradingHours hours = now.hours();
        checkSessions(limits.sessions(), hours.sessions(), now.nowMicros(), failed);
        DailyTime rollover = hours.rollover();
        if (rollover != null) {
            checkAround("rollover", rollover.microsToNearest(now.nowMicros()), limits.aroundRolloverMicros(), failed);
        }
        WeeklyHours weekend = hours.weekend();
        if (weekend != null) {
            checkWeekend(limits, weekend, now.nowMicros(), failed);
        }
        checkAround("news", now.newsMicros(), limits.aroundNewsMicros(), failed);
    }

    private static void checkSessions(
            List<WeeklyHours> own, List<WeeklyHours> instruments, long now, List<Rejection> failed) {
        long wait = Math.max(TradingHours.microsToOpening(own, now), TradingHours.microsToOpening(instruments, now));
        if (wait > 0) {
            failed.add(new Rejection("session", wait / MICROS_PER_MINUTE, 0));
        }
    }

    private static void checkWeekend(HoursSettings limits, WeeklyHours weekend, long now, List<Rejection> failed) {
        long before = weekend.microsToStart(now);
        long after = weekend.microsSinceEnd(now);
        if (before == 0 || before < limits.beforeWeekendMicros()) {
            failed.add(new Rejection(
                    "weekend", before / MICROS_PER_MINUTE, limits.beforeWeekendMicros() / MICROS_PER_MINUTE));
        } else if (after < limits.afterWeekendMicros()) {
            failed.add(new Rejection(
                    "after-weekend", after / MICROS_PER_MINUTE, limits.afterWeekendMicros() / MICROS_PER_MINUTE));
        }
    }

    private static void checkAround(String check, double micros, long limitMicros, List<Rejection> failed) {
        if (Math.abs(micros) < limitMicros) {
            failed.add(new Rejection(check, micros / MICROS_PER_MINUTE, limitMicros / MICROS_PER_MINUTE));
        }
    }
}
