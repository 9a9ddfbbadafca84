package io.tickpilot.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {
    private static long micros(String instant) {
        return micros(Instant.parse(instant));
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** In 2018 New York changed on 11 March and 4 November, London on 25 March and 28 October. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            ASIA,     2018-03-09T00:00:00Z, 2018-03-09T09:00:00Z
            ASIA,     2018-07-09T00:00:00Z, 2018-07-09T09:00:00Z
            LONDON,   2018-03-09T08:00:00Z, 2018-03-09T17:00:00Z
            NEW_YORK, 2018-03-09T13:00:00Z, 2018-03-09T22:00:00Z
            LONDON,   2018-03-12T08:00:00Z, 2018-03-12T17:00:00Z
            NEW_YORK, 2018-03-12T12:00:00Z, 2018-03-12T21:00:00Z
            LONDON,   2018-03-26T07:00:00Z, 2018-03-26T16:00:00Z
            NEW_YORK, 2018-03-26T12:00:00Z, 2018-03-26T21:00:00Z
            LONDON,   2018-10-26T07:00:00Z, 2018-10-26T16:00:00Z
            NEW_YORK, 2018-10-26T12:00:00Z, 2018-10-26T21:00:00Z
            LONDON,   2018-10-29T08:00:00Z, 2018-10-29T17:00:00Z
            NEW_YORK, 2018-10-29T12:00:00Z, 2018-10-29T21:00:00Z
            LONDON,   2018-11-05T08:00:00Z, 2018-11-05T17:00:00Z
            NEW_YORK, 2018-11-05T13:00:00Z, 2018-11-05T22:00:00Z
            """)
    void opensAndClosesByItsOwnClock(Session session, String opens, String closes) {
        assertThat(session.isOpen(micros(opens) - 1)).isFalse();
        assertThat(session.isOpen(micros(opens))).isTrue();
        assertThat(session.isOpen(micros(closes) - 1)).isTrue();
        assertThat(session.isOpen(micros(closes))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Session.class)
    void isClosedOnWeekends(Session session) {
        for (long time = micros("2018-10-26T21:00:00Z"); time < micros("2018-10-29T00:00:00Z"); time += 60_000_000) {
            assertThat(session.isOpen(time)).isFalse();
        }
    }

    @Test
    void isOpenAsTheZonedCalendarSaysOnAnyMomentOfDecades() {
        SplittableRandom random = new SplittableRandom(1);
        long from = micros("2006-01-01T00:00:00Z");
        long to = micros("2026-12-31T00:00:00Z");
        for (int i = 0; i < 100_000; i++) {
            agrees(random.nextLong(from, to));
        }
        for (int i = 0; i < 2_000; i++) {
            agrees(random.nextLong(micros("1900-01-01T00:00:00Z"), from));
            agrees(random.nextLong(to, micros("2150-01-01T00:00:00Z")));
        }
    }

    private static void agrees(long time) {
        assertThat(Session.ASIA.isOpen(time)).isEqualTo(isOpen("Asia/Tokyo", 9, 18, time));
        assertThat(Session.LONDON.isOpen(time)).isEqualTo(isOpen("Europe/London", 8, 17, time));
        assertThat(Session.NEW_YORK.isOpen(time)).isEqualTo(isOpen("America/New_York", 8, 17, time));
    }

    private static boolean isOpen(String zone, int opens, int closes, long time) {
        ZonedDateTime local = Instant.EPOCH.plus(time, ChronoUnit.MICROS).atZone(ZoneId.of(zone));
        LocalTime clock = local.toLocalTime();
        boolean weekend = local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend && !clock.isBefore(LocalTime.of(opens, 0)) && clock.isBefore(LocalTime.of(closes, 0));
    }
}
