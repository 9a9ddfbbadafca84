package io.tickpilot.records;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Local clock readings to UTC. Keeps the offset between two transitions, so the usual reading costs one subtraction. In the
 * repeated hour of autumn the earlier meaning is taken unless it would run back behind the reading before.
 */
final class ZoneClock {
    private final ZoneRules rules;
    private long validFrom = 1;
    private long validTo;
    private long offsetMicros;
    private long lastUtc = Long.MIN_VALUE;

    ZoneClock(ZoneId zone) {
        rules = zone.getRules();
    }

    /** @param localMicros the reading as if it were UTC */
    long toUtc(long localMicros) {
        if (localMicros < validFrom || localMicros >= validTo) {
            return slow(localMicros);
        }
        lastUtc = localMicros - offsetMicros;
        return lastUtc;
    }

    private long slow(long localMicros) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(Math.floorDiv(localMicros, 1_000_000L), 0, ZoneOffset.UTC);
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.size() == 1) {
            remember(local.toInstant(offsets.get(0)), offsets.get(0));
            lastUtc = localMicros - micros(offsets.get(0));
            return lastUtc;
        }
        // A skipped hour (no valid offset) is read with the offset before it, as java.time does.
        ZoneOffsetTransition transition = rules.getTransition(local);
        long utc = localMicros - micros(transition.getOffsetBefore());
        if (offsets.size() == 2 && utc < lastUtc) {
            utc = localMicros - micros(transition.getOffsetAfter());
        }
        lastUtc = utc;
        return utc;
    }

    private void remember(Instant instant, ZoneOffset offset) {
        offsetMicros = micros(offset);
        ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
        ZoneOffsetTransition after = rules.nextTransition(instant);
        validFrom = before == null
                ? Long.MIN_VALUE
                : Math.max(localMicros(before.getDateTimeBefore()), localMicros(before.getDateTimeAfter()));
        validTo = after == null
                ? Long.MAX_VALUE
                : Math.min(localMicros(after.getDateTimeBefore()), localMicros(after.getDateTimeAfter()));
    }

    private static long localMicros(LocalDateTime local) {
        return local.toEpochSecond(ZoneOffset.UTC) * 1_000_000L;
    }

    private static long micros(ZoneOffset offset) {
        return offset.getTotalSeconds() * 1_000_000L;
    }
}
