package io.tickpilot.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeParserTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1588601045                         | 2020-05-04T14:04:05Z",
                "1588601045.25                      | 2020-05-04T14:04:05.250Z",
                "1588601045123                      | 2020-05-04T14:04:05.123Z",
                "1588601045123.4567                 | 2020-05-04T14:04:05.123456Z",
                "1588601045123456                   | 2020-05-04T14:04:05.123456Z",
                "1588601045123456789                | 2020-05-04T14:04:05.123456Z",
                "20200504 140405123                 | 2020-05-04T14:04:05.123Z",
                "20200504 140405                    | 2020-05-04T14:04:05Z",
                "20200504140405                     | 2020-05-04T14:04:05Z",
                "20200504140405123                  | 2020-05-04T14:04:05.123Z",
                "20200504 14:04:05.5                | 2020-05-04T14:04:05.500Z",
                "2020.05.04 14:04:05                | 2020-05-04T14:04:05Z",
                "2020.05.04 14:04                   | 2020-05-04T14:04:00Z",
                "2020.05.04 14:04:05.123            | 2020-05-04T14:04:05.123Z",
                "2020-05-04 14:04:05.123456789      | 2020-05-04T14:04:05.123456Z",
                "2020/05/04 14:04:05,5              | 2020-05-04T14:04:05.500Z",
                "2020-05-04T14:04:05Z               | 2020-05-04T14:04:05Z",
                "2020-05-04T14:04:05.001+02:00      | 2020-05-04T12:04:05.001Z",
                "2020-05-04T14:04:05-0530           | 2020-05-04T19:34:05Z",
                "04.05.2020 14:04:05.123            | 2020-05-04T14:04:05.123Z",
                "04.05.2020 14:04:05.123 GMT+0200   | 2020-05-04T12:04:05.123Z",
                "04.05.2020 14:04:05.123 GMT        | 2020-05-04T14:04:05.123Z",
            })
    void readsAllShapes(String text, String expected) throws BadCell {
        assertThat(new TimeParser(UTC).parse(text)).isEqualTo(micros(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "12345",
                "2020-13-01 00:00:00",
                "2020-02-30 00:00:00",
                "2020-01-01",
                "2020-01-01 24:00:00",
                "2020-01-01 00:60:00",
                "2020-01-01 00:00:60",
                "2020-01-01 00:00:00 x",
                "2020-01.01 00:00:00",
                "20200101 1",
                "01/02/2020 00:00:00",
                "2020-01-01 00",
                "15886010451234567890123"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> new TimeParser(UTC).parse(text)).isInstanceOf(BadCell.class);
    }

    @Test
    void neverFailsOtherwiseOnAnyText() {
        Random random = new Random(44);
        String alphabet = "0123456789-./:, TZ+GM";
        TimeParser parser = new TimeParser(NEW_YORK);
        for (int i = 0; i < 300_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "2020-05-04 14:04:05.123+01:00" : "");
            for (int edits = random.nextInt(12); edits >= 0; edits--) {
                int at = random.nextInt(text.length() + 1);
                text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                if (random.nextBoolean()) {
                    text.deleteCharAt(random.nextInt(text.length()));
                }
            }
            try {
                parser.parse(text.toString());
            } catch (BadCell expected) {
                assertThat(expected).hasMessageStartingWith("not a ");
            }
        }
    }

    @Test
    void followsNewYorksDaylightSaving() throws BadCell {
        TimeParser parser = new TimeParser(NEW_YORK);

        assertThat(parser.parse("20180309 120000")).isEqualTo(micros("2018-03-09T17:00:00Z"));
        assertThat(parser.parse("20180312 120000")).isEqualTo(micros("2018-03-12T16:00:00Z"));
        assertThat(parser.parse("20181102 120000")).isEqualTo(micros("2018-11-02T16:00:00Z"));
        assertThat(parser.parse("20181105 120000")).isEqualTo(micros("2018-11-05T17:00:00Z"));
    }

    @Test
    void readsTheRepeatedHourInItsOrder() throws BadCell {
        TimeParser parser = new TimeParser(NEW_YORK);

        assertThat(parser.parse("20181104 003000")).isEqualTo(micros("2018-11-04T04:30:00Z"));
        assertThat(parser.parse("20181104 013000")).isEqualTo(micros("2018-11-04T05:30:00Z"));
        assertThat(parser.parse("20181104 015959")).isEqualTo(micros("2018-11-04T05:59:59Z"));
        assertThat(parser.parse("20181104 010000")).isEqualTo(micros("2018-11-04T06:00:00Z"));
        assertThat(parser.parse("20181104 013000")).isEqualTo(micros("2018-11-04T06:30:00Z"));
        assertThat(parser.parse("20181104 020000")).isEqualTo(micros("2018-11-04T07:00:00Z"));
    }

    @Test
    void agreesWithJavaTimeOverYearsOfEveryZoneKind() throws BadCell {
        Random random = new Random(45);
        for (String name : new String[] {"America/New_York", "Europe/Berlin", "Asia/Tokyo", "UTC-5", "Europe/Moscow"}) {
            ZoneId zone = ZoneId.of(name);
            for (int i = 0; i < 20_000; i++) {
                Instant instant = Instant.ofEpochSecond(1_200_000_000L + random.nextInt(500_000_000));
                String local = instant.atZone(zone).toLocalDateTime().toString().replace('T', ' ');
                long expected =
                        instant.atZone(zone).withEarlierOffsetAtOverlap().toEpochSecond() * 1_000_000L;

                assertThat(new TimeParser(zone).parse(local))
                        .as(name + " " + local)
                        .isEqualTo(expected);
            }
        }
    }

    private static long micros(String instant) {
        Instant parsed = Instant.parse(instant);
        return parsed.getEpochSecond() * 1_000_000L + parsed.getNano() / 1_000;
    }
}
