package io.tickpilot.core.calendar;

import java.io.Serial;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time of day on a wall of some zone, such as {@code 17:00 America/New_York}. Immutable. */
public final class DailyTime implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private static final Pattern FORM = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d) (\\S+)");

    private final String text;
    private final transient LocalClock clock;
    private final transient long ofDay;

    private DailyTime(String text, LocalClock clock, long ofDay) {
        this.text = text;
        this.clock = clock;
        this.ofDay = ofDay;
    }

    /** @throws IllegalArgumentException when it is not of that form; the message is the rule that was broken */
    public static DailyTime parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("must be a time and a zone such as 17:00 America/New_York");
        }
        return new DailyTime(
                text.strip(), WeeklyHours.zone(parts.group(3)), WeeklyHours.micros(parts.group(1), parts.group(2)));
    }

    /**
     * Microseconds to the nearest, below 0 when it has passed; more than -12 hours, 12 at most. As that wall's clock counts them: only
     * where clocks are changed between then and now that differs from the time that passes.
     */
    public long microsToNearest(long micros) {
        long ahead = Math.floorMod(ofDay - clock.toLocal(micros), LocalClock.DAY);
        return ahead > LocalClock.DAY / 2 ? ahead - LocalClock.DAY : ahead;
    }

    @Serial
    private Object readResolve() {
        return parse(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DailyTime time && text.equals(time.text);
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
