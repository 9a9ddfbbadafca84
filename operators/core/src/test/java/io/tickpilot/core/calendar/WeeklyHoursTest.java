package io.tickpilot.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeeklyHoursTest {
    /** Of half hours, of no daylight saving, of southern summers, of offsets that are no whole hours. */
    private static final String[] ZONES = {
        "UTC",
        "America/New_York",
        "Europe/London",
        "Asia/Tokyo",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Pacific/Chatham",
        "America/Sao_Paulo"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void agreeWithACalendarWrittenOutDayByDay(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            String zone = ZONES[random.nextInt(ZONES.length)];
            int from = random.nextInt(24 * 60);
            int minutes = 1 + random.nextInt(24 * 60);
            int first = random.nextInt(7);
            int count = 1 + random.nextInt(7);
            WeeklyHours hours = WeeklyHours.parse(text(first, count, from, minutes, zone));
            Instant instant = near(random, ZoneId.of(zone));

            NaiveHours naive = new NaiveHours(
                    ZoneId.of(zone), days(first, count), LocalTime.MIDNIGHT.plusMinutes(from), minutes, instant);

            String what = hours + " at " + instant;
            long micros = micros(instant);
            assertThat(hours.contains(micros)).as(what).isEqualTo(naive.contains(instant));
            assertThat(hours.microsToStart(micros)).as(what).isEqualTo(naive.microsToStart(instant));
            assertThat(hours.microsSinceEnd(micros)).as(what).isEqualTo(naive.microsSinceEnd(instant));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void aDailyTimeIsAsFarAsTheWallShows(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            ZoneId zone = ZoneId.of(ZONES[random.nextInt(ZONES.length)]);
            LocalTime time = LocalTime.MIDNIGHT.plusMinutes(random.nextInt(24 * 60));
            Instant instant = near(random, zone);
            LocalDateTime now = LocalDateTime.ofInstant(instant, zone);

            long nearest = Long.MAX_VALUE;
            for (int day = -1; day <= 1; day++) {
                long distance =
                        NaiveHours.micros(now, now.toLocalDate().plusDays(day).atTime(time));
                boolean nearer = Math.abs(distance) < Math.abs(nearest);
                nearest = nearer || distance == -nearest && distance > 0 ? distance : nearest;
            }

            assertThat(DailyTime.parse(time + " " + zone).microsToNearest(micros(instant)))
                    .as(time + " " + zone + " at " + instant)
                    .isEqualTo(nearest);
        }
    }

    @Test
    void theNamedSessionsAreThoseOfTheFeatures() {
        Random random = new Random(10);
        for (Session session : Session.values()) {
            WeeklyHours named =
                    WeeklyHours.parse(session.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            for (int i = 0; i < 1_000; i++) {
                long micros = micros(near(random, ZoneId.of("Europe/London")));
                assertThat(named.contains(micros)).isEqualTo(session.isOpen(micros));
            }
        }
    }

    @Test
    void theWeekendOfCurrenciesIsThatOfTheFeatures() {
        Random random = new Random(11);
        WeeklyHours weekend = TradingHours.FOREX.weekend();
        for (int i = 0; i < 3_000; i++) {
            long micros = micros(near(random, ZoneId.of("America/New_York")));
            assertThat(weekend.contains(micros)).isEqualTo(TradingDay.isWeekend(micros));
        }
    }

    @Test
    void aSpanMayGoOverSeveralDaysAndTheEndOfTheWeek() {
        WeeklyHours weekend = WeeklyHours.parse("Fri 17:00 - Mon 01:30 UTC");

        assertThat(weekend.contains(micros(Instant.parse("2026-03-06T17:00:00Z"))))
                .isTrue();
        assertThat(weekend.contains(micros(Instant.parse("2026-03-09T01:29:59Z"))))
                .isTrue();
        assertThat(weekend.contains(micros(Instant.parse("2026-03-09T01:30:00Z"))))
                .isFalse();
        assertThat(weekend.microsSinceEnd(micros(Instant.parse("2026-03-09T02:00:00Z"))))
                .isEqualTo(30 * 60_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "08:00-17:00", "Mon-Fry 08:00-17:00 UTC", "25:00-26:00 UTC", "tokyo", "Mon 08:00-17 UTC"})
    void refusesWhatIsNoHours(String text) {
        assertThatThrownBy(() -> WeeklyHours.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must be hours such as");
    }

    @Test
    void refusesAnUnknownZoneAndATimeAfterMidnight() {
        assertThatThrownBy(() -> WeeklyHours.parse("08:00-17:00 Europe/Londn")).hasMessageContaining("time zone");
        assertThatThrownBy(() -> WeeklyHours.parse("08:00-24:01 UTC")).hasMessageContaining("after 24:00");
    }

    @Test
    void travelsToTheTaskManagers() throws Exception {
        WeeklyHours hours = WeeklyHours.parse("Sun-Thu 18:00-17:00 America/New_York");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(new TradingHours(List.of(hours), null, hours));

        Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(read).isEqualTo(new TradingHours(List.of(hours), null, hours));
        long now = micros(Instant.parse("2026-03-04T22:30:00Z"));
        assertThat(((TradingHours) read).sessions().get(0).microsToStart(now)).isEqualTo(hours.microsToStart(now));
    }

    private static String text(int first, int count, int from, int minutes, String zone) {
        String days =
                count == 7 && first == 0 ? "" : name(first) + (count == 1 ? " " : "-" + name(first + count - 1) + " ");
        return days + LocalTime.MIDNIGHT.plusMinutes(from) + "-" + LocalTime.MIDNIGHT.plusMinutes(from + minutes) + " "
                + zone;
    }

    private static String name(int day) {
        return DayOfWeek.MONDAY.plus(day).name().substring(0, 3);
    }

    private static List<DayOfWeek> days(int first, int count) {
        List<DayOfWeek> days = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            days.add(DayOfWeek.MONDAY.plus(first + i));
        }
        return days;
    }

    /** Any time of 2000 to 2038, or within a day of one when clocks of the zone are changed. */
    private static Instant near(Random random, ZoneId zone) {
        Instant any = Instant.parse("2000-01-01T00:00:00Z")
                .plusSeconds((long) (random.nextDouble() * 38 * 365.25 * 86_400))
                .plus(random.nextInt(1_000_000), ChronoUnit.MICROS);
        var change = random.nextBoolean() ? zone.getRules().nextTransition(any) : null;
        return change == null ? any : change.getInstant().plusSeconds(random.nextInt(172_800) - 86_400);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
