package io.tickpilot.core.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The clock on a wall of some zone, as microseconds since 1970-01-01T00:00 of that wall. Changes of the offset from 1970 to 2099
 * are laid down in a table, so that asking costs a binary search at most and no allocation; outside, the rules are asked. Immutable but
 * for a hint where to look first, which any thread may change at any time.
 */
final class LocalClock {
    static final long SECOND = 1_000_000L;
    static final long HOUR = 3_600 * SECOND;
    static final long DAY = 24 * HOUR;

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant END = LocalDateTime.of(2100, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);

    private final ZoneRules rules;

    /** When an offset begins to hold, ascending; the first is that of the table itself, and after the last comes its end. */
    private final long[] since;

    private final long[] offsets;

    /** The offset found last: times asked for one after the other seldom have another. */
    private int hint;

    /** @throws java.time.DateTimeException for a zone that is not known */
    LocalClock(String zone) {
        rules = ZoneId.of(zone).getRules();
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        ZoneOffsetTransition change = rules.nextTransition(FIRST);
        while (change != null && change.getInstant().isBefore(END)) {
            changes.add(change);
            change = rules.nextTransition(change.getInstant());
        }
        offsets = new long[changes.size() + 1];
        since = new long[offsets.length + 1];
        since[0] = FIRST.getEpochSecond() * SECOND;
        since[offsets.length] = END.getEpochSecond() * SECOND;
        offsets[0] = micros(rules.getOffset(FIRST));
        for (int i = 1; i < offsets.length; i++) {
            since[i] = changes.get(i - 1).toEpochSecond() * SECOND;
            offsets[i] = micros(changes.get(i - 1).getOffsetAfter());
        }
    }

    long toLocal(long utcMicros) {
        return utcMicros + offset(utcMicros);
    }

    /** The moment a wall shows a time that it shows once, which is so for all but the hours when clocks are changed. */
    long toUtc(long localMicros, long utcMicrosNearby) {
        long guess = localMicros - offset(utcMicrosNearby);
        return localMicros - offset(guess);
    }

    private long offset(long utcMicros) {
        int guess = hint;
        return since[guess] <= utcMicros && utcMicros < since[guess + 1] ? offsets[guess] : search(utcMicros);
    }

    private long search(long utcMicros) {
        if (utcMicros < since[0] || utcMicros >= since[offsets.length]) {
            return micros(rules.getOffset(Instant.ofEpochSecond(Math.floorDiv(utcMicros, SECOND))));
        }
        int found = Arrays.binarySearch(since, utcMicros);
        int index = found >= 0 ? found : -found - 2;
        hint = index;
        return offsets[index];
    }

    private static long micros(ZoneOffset offset) {
        return offset.getTotalSeconds() * SECOND;
    }

    /** Monday 0 to Sunday 6. */
    static int weekday(long epochDay) {
        return (int) Math.floorMod(epochDay + 3, 7L);
    }
}
