package io.tickpilot.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradingDayTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final long HOUR = 3_600_000_000L;

    private static long micros(String instant) {
        return micros(Instant.parse(instant));
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2018-03-08T22:00:00Z, 2018-03-09
            2018-03-11T21:00:00Z, 2018-03-12
            2018-03-12T21:00:00Z, 2018-03-13
            2018-03-26T21:00:00Z, 2018-03-27
            2018-10-28T21:00:00Z, 2018-10-29
            2018-11-04T22:00:00Z, 2018-11-05
            2018-11-05T22:00:00Z, 2018-11-06
            """)
    void beginsAtFiveInNewYorkThroughBothChangesOfBothClocks(String begin, LocalDate date) {
        assertThat(TradingDay.number(micros(begin))).isEqualTo(date.toEpochDay());
        assertThat(TradingDay.number(micros(begin) - 1)).isEqualTo(date.toEpochDay() - 1);
        assertThat(TradingDay.microsToRollover(micros(begin) - 1)).isEqualTo(1);
    }

    @Test
    void aDayWithAChangeOfClocksIsAnHourShorterOrLonger() {
        assertThat(TradingDay.microsToRollover(micros("2018-03-09T22:00:00Z"))).isEqualTo(24 * HOUR);
        assertThat(TradingDay.microsToRollover(micros("2018-03-10T22:00:00Z"))).isEqualTo(23 * HOUR);
        assertThat(TradingDay.microsToRollover(micros("2018-11-03T21:00:00Z"))).isEqualTo(25 * HOUR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2018-03-09T22:00:00Z/2018-03-11T21:00:00Z",
                "2018-03-16T21:00:00Z/2018-03-18T21:00:00Z",
                "2018-10-26T21:00:00Z/2018-10-28T21:00:00Z",
                "2018-11-02T21:00:00Z/2018-11-04T22:00:00Z",
                "2018-11-09T22:00:00Z/2018-11-11T22:00:00Z"
            })
    void theWeekEndsOnFridayAndOpensOnSundayAtFive(String weekend) {
        long close = micros(weekend.split("/")[0]);
        long open = micros(weekend.split("/")[1]);

        assertThat(TradingDay.isWeekend(close - 1)).isFalse();
        assertThat(TradingDay.microsToWeekend(close - 1)).isEqualTo(1);
        assertThat(TradingDay.isWeekend(close)).isTrue();
        assertThat(TradingDay.microsToWeekend(close)).isZero();
        assertThat(TradingDay.isWeekend(open - 1)).isTrue();
        assertThat(TradingDay.microsToWeekend(open - 1)).isZero();
        assertThat(TradingDay.isWeekend(open)).isFalse();
        assertThat(TradingDay.microsToWeekend(open)).isEqualTo(5 * 24 * HOUR);
    }

    @Test
    void agreesWithTheZonedCalendarOnAnyMomentOfDecades() {
        SplittableRandom random = new SplittableRandom(2);
        long from = micros("2006-01-01T00:00:00Z");
        long to = micros("2026-12-31T00:00:00Z");
        for (int i = 0; i < 100_000; i++) {
            agrees(random.nextLong(from, to));
        }
        for (int i = 0; i < 2_000; i++) {
            agrees(random.nextLong(micros("1968-01-01T00:00:00Z"), from));
            agrees(random.nextLong(to, micros("2150-01-01T00:00:00Z")));
        }
    }

    private static void agrees(long time) {
        ZonedDateTime local = Instant.EPOCH.plus(time, ChronoUnit.MICROS).atZone(NEW_YORK);
        boolean evening = !local.toLocalTime().isBefore(LocalTime.of(17, 0));
        LocalDate date = local.toLocalDate().plusDays(evening ? 1 : 0);
        boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        LocalDate friday = date.with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));

        assertThat(TradingDay.number(time)).isEqualTo(date.toEpochDay());
        assertThat(TradingDay.isWeekend(time)).isEqualTo(weekend);
        assertThat(TradingDay.microsToRollover(time)).isEqualTo(fiveOn(date) - time);
        assertThat(TradingDay.microsToWeekend(time)).isEqualTo(weekend ? 0 : fiveOn(friday) - time);
    }

    private static long fiveOn(LocalDate date) {
        return micros(date.atTime(17, 0).atZone(NEW_YORK).toInstant());
    }
}
