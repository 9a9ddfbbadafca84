package io.tickpilot.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.calendar.EconomicEvent;
import io.tickpilot.core.calendar.Impact;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarFileTest {
    private static final String HEADER = "time,currency,impact,title\n";
    private static final String PAYROLLS = "2018-03-09T13:30:00Z,USD,high,Non-Farm Payrolls\n";

    @TempDir
    Path folder;

    private EconomicCalendar read(String text) throws IOException {
        return CalendarFile.read(Files.writeString(folder.resolve("calendar.csv"), text));
    }

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }

    @Test
    void readsEventsInAnyOrder() throws IOException {
        EconomicCalendar calendar =
                read(HEADER + "2018-03-22 20:00,nzd,Low,Official Cash Rate\n\n# the big one\n" + PAYROLLS);

        assertThat(calendar.events())
                .containsExactly(
                        new EconomicEvent(micros("2018-03-09T13:30:00Z"), "USD", Impact.HIGH, "Non-Farm Payrolls"),
                        new EconomicEvent(micros("2018-03-22T20:00:00Z"), "NZD", Impact.LOW, "Official Cash Rate"));
    }

    @Test
    void readsWhatSpreadsheetsWrite() throws IOException {
        EconomicCalendar calendar = read("\uFEFF\"Time\",\"Currency\",\"Impact\",\"Title\"\r\n"
                + "\"2018-03-09T08:30:00-05:00\", \"USD\" ,MEDIUM,\"Wages, \"\"m/m\"\"\"\r\n");

        assertThat(calendar.events())
                .containsExactly(
                        new EconomicEvent(micros("2018-03-09T13:30:00Z"), "USD", Impact.MEDIUM, "Wages, \"m/m\""));
    }

    @Test
    void readsGzipToo() throws IOException {
        Path file = folder.resolve("calendar.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((HEADER + PAYROLLS).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(CalendarFile.read(file)).isEqualTo(read(HEADER + PAYROLLS));
    }

    @Test
    void aFileWithItsHeaderOnlyIsAnEmptyCalendar() throws IOException {
        assertThat(read(HEADER)).isEqualTo(EconomicCalendar.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            yesterday,USD,high,Rate                      | time must look like 2024-01-05T13:30:00Z: yesterday
            2018-02-30T13:30:00Z,USD,high,Rate           | time must look like 2024-01-05T13:30:00Z: 2018-02-30T13:30:00Z
            2018-03-09,USD,high,Rate                     | time must look like 2024-01-05T13:30:00Z: 2018-03-09
            1520602200,USD,high,Rate                     | time must look like 2024-01-05T13:30:00Z: 1520602200
            2018-03-09T13:30:00Z,$,high,Rate             | currency must be 3 to 10 letters: $
            2018-03-09T13:30:00Z,USD,hgih,Rate           | impact must be low, medium or high: hgih
            2018-03-09T13:30:00Z,USD,high,               | title is empty
            2018-03-09T13:30:00Z,USD,high                | must have 4 cells (a title with commas in quotes): 3
            2018-03-09T13:30:00Z,USD,high,Rate, year     | must have 4 cells (a title with commas in quotes): 5
            2018-03-09T13:30:00Z,USD,high,"Rate          | quote is not closed: 2018-03-09T13:30:00Z,USD,high,"Rate
            """)
    void refusesABadLineByItsNumber(String line, String reason) {
        assertThatThrownBy(() -> read(HEADER + PAYROLLS + line + "\n" + PAYROLLS))
                .isInstanceOf(RecordException.class)
                .hasMessage(folder.resolve("calendar.csv") + ":3: " + reason);
    }

    @Test
    void namesTheFirstBadLineAndCountsAll() {
        assertThatThrownBy(() -> read(HEADER + PAYROLLS + "x\ny\n" + PAYROLLS + "z\n"))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("calendar.csv:3: must have 4 cells")
                .hasMessageEndingWith(" (bad lines in all: 3)");
    }

    @Test
    void needsItsHeader() {
        assertThatThrownBy(() -> read(PAYROLLS))
                .hasMessageContaining("calendar.csv:1: first line must be time,currency,impact,title: 2018");
        assertThatThrownBy(() -> read("")).hasMessageContaining("calendar is empty");
    }

    @Test
    void namesAFileThatIsNotThere() {
        Path absent = folder.resolve("absent.csv");

        assertThatThrownBy(() -> CalendarFile.read(absent))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("calendar cannot be read: " + absent);
    }

    @Test
    void whateverBytesComeGivesEventsOrOneClearLine() throws IOException {
        Random random = new Random(7);
        byte[] whole = (HEADER + PAYROLLS.repeat(5) + "2018-03-09T13:30:00Z,USD,low,\"a, \"\"b\"\"\"\n")
                .getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("calendar.csv");
        for (int round = 0; round < 1_000; round++) {
            byte[] damaged = whole.clone();
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try {
                assertThat(CalendarFile.read(file).events()).isNotEmpty();
            } catch (RecordException expected) {
                assertThat(expected.getMessage()).contains("calendar").doesNotContain("\n");
            }
        }
    }
}
