package io.tickpilot.core.gate;

import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.calendar.WeeklyHours;
import io.tickpilot.core.config.Settings;
import java.io.Serializable;
import java.util.List;

/**
 * When a strategy may enter, within the hours of its instrument. A span of 0 switches its rule off.
 *
 * @param sessions hours in which it may; empty for all
 * @param aroundRolloverMicros span before and after the instrument's rollover in which it may not
 * @param beforeWeekendMicros span before its weekend, and {@code afterWeekendMicros} after it
 * @param aroundNewsMicros span before and after an economic event of the symbol's currencies
 * @param newsImpact least impact of such an event
 */
public record HoursSettings(
        List<WeeklyHours> sessions,
        long aroundRolloverMicros,
        long beforeWeekendMicros,
        long afterWeekendMicros,
        long aroundNewsMicros,
        Impact newsImpact)
        implements Serializable {
    private static final long MINUTE = 60_000_000L;

    public static final HoursSettings DEFAULTS =
            new HoursSettings(List.of(), 10 * MINUTE, 5 * MINUTE, 10 * MINUTE, 5 * MINUTE, Impact.HIGH);

    /** Any moment in which the instrument is traded. */
    public static final HoursSettings ANY = new HoursSettings(List.of(), 0, 0, 0, 0, Impact.HIGH);

    /** Keys within a {@code gate} section; what it leaves out comes from {@code base}. */
    static HoursSettings from(Settings gate, HoursSettings base) {
        return new HoursSettings(
                WeeklyHours.listFrom(gate, "sessions", base.sessions),
                GateSettings.micros(gate, "around-rollover", base.aroundRolloverMicros),
                GateSettings.micros(gate, "before-weekend", base.beforeWeekendMicros),
                GateSettings.micros(gate, "after-weekend", base.afterWeekendMicros),
                GateSettings.micros(gate, "around-news", base.aroundNewsMicros),
                gate.choice("news-impact", Impact.class, base.newsImpact));
    }
}
