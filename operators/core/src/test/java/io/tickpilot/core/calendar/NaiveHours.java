package io.tickpilot.core.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Weekly hours written out as spans of a wall's calendar, one by one, with java.time alone. */
final class NaiveHours {
    private final ZoneId zone;
    private final List<Span> spans = new ArrayList<>();

    private record Span(LocalDateTime from, LocalDateTime to) {}

    /** @param days on which a span begins, of so many minutes */
    NaiveHours(ZoneId zone, List<DayOfWeek> days, LocalTime from, long minutes, Instant around) {
        this.zone = zone;
        LocalDateTime first = LocalDateTime.ofInstant(around, zone)
                .toLocalDate()
                .atStartOfDay()
                .minusDays(16);
        for (int i = 0; i < 32; i++) {
            LocalDateTime begin = first.plusDays(i).with(from);
            if (days.contains(begin.getDayOfWeek())) {
                spans.add(new Span(begin, begin.plusMinutes(minutes)));
            }
        }
    }

    boolean contains(Instant instant) {
        LocalDateTime now = LocalDateTime.ofInstant(instant, zone);
        return spans.stream().anyMatch(s -> !now.isBefore(s.from) && now.isBefore(s.to));
    }

    long microsToStart(Instant instant) {
        LocalDateTime now = LocalDateTime.ofInstant(instant, zone);
        return contains(instant)
                ? 0
                : spans.stream()
                        .filter(s -> !s.from.isBefore(now))
                        .mapToLong(s -> micros(now, s.from))
                        .min()
                        .orElseThrow();
    }

    long microsSinceEnd(Instant instant) {
        LocalDateTime now = LocalDateTime.ofInstant(instant, zone);
        return contains(instant)
                ? 0
                : spans.stream()
                        .filter(s -> !s.to.isAfter(now))
                        .mapToLong(s -> micros(s.to, now))
                        .min()
                        .orElseThrow();
    }

    static long micros(LocalDateTime from, LocalDateTime to) {
        return Duration.between(from, to).toNanos() / 1_000;
    }
}
