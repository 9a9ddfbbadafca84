package io.tickpilot.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.testing.RecordedData;
import io.tickpilot.records.MinuteRecords.Minute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinuteRecordsTest {
    @TempDir
    Path folder;

    private final List<RejectedLine> rejected = new ArrayList<>();
    /** Share read when so many bars had been given as half a year has. */
    private double halfway;

    @Test
    void readsBarsOnNewYorksClockInSummerAndWinter() throws IOException {
        RecordInput input = file("a.csv", """
                20180102 170000;1.2;1.3;1.1;1.25;0
                20180702 170000;1.2;1.3;1.1;1.25;0
                """);

        List<Minute> minutes = all(List.of(input));

        assertThat(minutes)
                .containsExactly(
                        new Minute("EURUSD", micros("2018-01-02T22:00:00Z"), 1.2, 1.3, 1.1, 1.25),
                        new Minute("EURUSD", micros("2018-07-02T21:00:00Z"), 1.2, 1.3, 1.1, 1.25));
        assertThat(MinuteRecords.recognises(input)).isTrue();
    }

    @Test
    void mergesFilesByTimeAndTellsOfBarsThatContradictThemselves() throws IOException {
        RecordInput first = file("a.csv", """
                20180102 170000;1.2;1.3;1.1;1.25;0
                20180102 170200;1.2;1.1;1.3;1.25;0
                20180102 170100;1.2;1.3;1.1;1.25;0
                nonsense
                20180102 170400;1.2;1.3;1.1;1.25;0
                """);
        RecordInput second = file("b.csv", "20180102 170030;1.2;1.3;1.1;1.25;0\n");

        List<Minute> minutes = all(List.of(first, second));

        assertThat(minutes).extracting(Minute::startMicros).isSorted().hasSize(4);
        assertThat(rejected).hasSize(2);
        assertThat(rejected.get(0).reason()).contains("contradicts");
    }

    @Test
    void takesOnlyThePeriodAndTellsTicksApart() throws IOException {
        RecordInput ticks = file("t.csv", "20180102 170000065,1.121200,1.121720,0\n");
        RecordInput bars = file("a.csv", "20180102 170000;1.2;1.3;1.1;1.25;0\n");
        RecordOptions later = RecordOptions.DEFAULT.between(micros("2019-01-01T00:00:00Z"), Long.MAX_VALUE);

        assertThat(MinuteRecords.recognises(ticks)).isFalse();
        assertThat(all(List.of(new RecordInput(bars.location(), "EURUSD", later))))
                .isEmpty();
        assertThatThrownBy(() -> all(List.of(bars, ticks)))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("t.csv");
    }

    @Test
    void readsARecordedYear() {
        Path zip = RecordedData.path("fx_bars/histdata/HISTDATA_COM_ASCII_EURUSD_M12018.zip");

        List<Minute> minutes = all(List.of(RecordInput.of(zip, "EURUSD", RecordOptions.DEFAULT)));

        assertThat(minutes).hasSizeBetween(370_000, 375_000);
        assertThat(halfway).isBetween(0.45, 0.55);
        assertThat(minutes.get(0))
                .isEqualTo(new Minute("EURUSD", micros("2018-01-01T22:00:00Z"), 1.20037, 1.201, 1.20037, 1.201));
        assertThat(rejected).isEmpty();
    }

    private List<Minute> all(List<RecordInput> inputs) {
        List<Minute> minutes = new ArrayList<>();
        double share = 0;
        try (MinuteRecords records = MinuteRecords.open(inputs, rejected::add)) {
            for (Minute minute = records.next(); minute != null; minute = records.next()) {
                minutes.add(minute);
                assertThat(records.share()).isBetween(share, 1.0);
                share = records.share();
                halfway = minutes.size() == 190_000 ? share : halfway;
            }
            assertThat(records.share()).isEqualTo(1);
        }
        return minutes;
    }

    private RecordInput file(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return RecordInput.of(file, "EURUSD", RecordOptions.DEFAULT);
    }

    private static long micros(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000L;
    }
}
