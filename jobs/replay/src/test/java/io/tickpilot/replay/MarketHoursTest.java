package io.tickpilot.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.bar.ActivityBar;
import io.tickpilot.core.bar.ActivityBarBuilder;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.testing.RecordedData;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RecordOptions;
import io.tickpilot.records.RejectListener;
import io.tickpilot.records.TickRecords;
import io.tickpilot.replay.RecordedBars.Closed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where recorded markets close: bars end in time, what is missing is seen and nothing is invented. */
class MarketHoursTest {
    private static final String GOLD = "fx_ticks/lean/cfd/oanda/tick/xauusd";
    private static final long CLOCK_MICROS = 2_000_000;

    @TempDir
    Path folder;

    /** The two bars of a timeframe that have at least this many intervals missing between them, each time. */
    private static List<Closed[]> gaps(List<Closed> bars, Timeframe timeframe, long atLeast) {
        List<Closed[]> gaps = new ArrayList<>();
        Closed before = null;
        for (Closed closed : bars) {
            if (closed.bar().timeframe() == timeframe) {
                if (before != null && closed.bar().missingSince(before.bar()) >= atLeast) {
                    gaps.add(new Closed[] {before, closed});
                }
                before = closed;
            }
        }
        return gaps;
    }

    private static String gap(Closed[] ends) {
        return Instant.ofEpochSecond(ends[0].bar().endMicros() / 1_000_000)
                + " "
                + Instant.ofEpochSecond(ends[1].bar().startMicros() / 1_000_000)
                + " "
                + ends[1].bar().missingSince(ends[0].bar());
    }

    private static List<Closed> bars(String path, String symbol, String from, String to) {
        return RecordedBars.closed(RecordInput.of(
                RecordedData.path(path),
                symbol,
                RecordOptions.DEFAULT.between(RecordOptions.parseTime(from), RecordOptions.parseTime(to))));
    }

    @Test
    void goldsDailyBreakIsAGapOfItsLengthInEveryTimeframe() {
        List<Closed> bars = bars(GOLD, "XAUUSD", "2014-05-06", "2014-05-07");

        assertThat(gaps(bars, Timeframe.S1, 600).stream().map(MarketHoursTest::gap))
                .containsExactly("2014-05-06T21:14:01Z 2014-05-06T22:00:00Z 2759");
        assertThat(gaps(bars, Timeframe.M1, 5).stream().map(MarketHoursTest::gap))
                .containsExactly("2014-05-06T21:15:00Z 2014-05-06T22:00:00Z 45");
        assertThat(gaps(bars, Timeframe.M15, 1).stream().map(MarketHoursTest::gap))
                .containsExactly("2014-05-06T21:15:00Z 2014-05-06T22:00:00Z 3");
        assertThat(gaps(bars, Timeframe.H1, 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "fx_ticks/lean/cfd/oanda/tick/xauusd, XAUUSD, 2014-05-04T22:00:00Z, 2940, 49",
        "fx_ticks/lean/forex/oanda/tick/eurusd, EURUSD, 2014-05-04T21:00:00Z, 2880, 48"
    })
    void aWeekendIsOneGapUpToSundaysOpening(String path, String symbol, String opening, int minutes, int hours) {
        List<Closed> bars = bars(path, symbol, "2014-05-02T20:00", "2014-05-05");

        assertThat(gaps(bars, Timeframe.M1, 30).stream().map(MarketHoursTest::gap))
                .containsExactly("2014-05-02T21:00:00Z " + opening + " " + minutes);
        assertThat(gaps(bars, Timeframe.H1, 1).stream().map(MarketHoursTest::gap))
                .containsExactly("2014-05-02T21:00:00Z " + opening + " " + hours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2014-05-02T20:00", "2014-05-06T21:00"})
    void theClockClosesTheLastBarsBeforeABreakAtTheirEnd(String from) {
        String to = from.startsWith("2014-05-02") ? "2014-05-05" : "2014-05-07";
        List<Closed> bars = bars(GOLD, "XAUUSD", from, to);

        assertThat(bars).allSatisfy(closed -> assertThat(
                        closed.loggedAtMicros() - closed.bar().endMicros())
                .isBetween(0L, CLOCK_MICROS));
    }

    /** New York enters summer time two weeks before Europe and leaves it a week after; the vendor's clock follows New York. */
    @ParameterizedTest
    @CsvSource({
        "2018-03-04, 2018-03-02T22:00:00Z 2018-03-04T22:00:00Z 2880",
        "2018-03-11, 2018-03-09T22:00:00Z 2018-03-11T21:00:00Z 2820",
        "2018-03-25, 2018-03-23T21:00:00Z 2018-03-25T21:00:00Z 2880",
        "2018-10-28, 2018-10-26T21:00:00Z 2018-10-28T21:00:00Z 2880",
        "2018-11-04, 2018-11-02T21:00:00Z 2018-11-04T22:00:00Z 2940"
    })
    void weekendsAreAsLongAsNewYorksClockMakesThem(LocalDate sunday, String gap) throws IOException {
        Path ticks = folder.resolve("DAT_ASCII_EURUSD_T_201800.csv");
        Files.write(ticks, histDataTicks(sunday));

        List<Closed> bars = RecordedBars.closed(RecordInput.of(ticks, "EURUSD", RecordOptions.DEFAULT));

        assertThat(gaps(bars, Timeframe.M1, 10).stream().map(MarketHoursTest::gap))
                .containsExactly(gap);
        assertThat(gaps(bars, Timeframe.H1, 1)).singleElement().satisfies(ends -> {
            Bar opening = ends[1].bar();
            assertThat(opening.missingSince(ends[0].bar()) * 60)
                    .isEqualTo(Long.parseLong(gap.substring(gap.lastIndexOf(' ') + 1)));
        });
    }

    /** The vendor's minute closes of the hours around a weekend, as rows of its tick files. */
    private static List<String> histDataTicks(LocalDate sunday) throws IOException {
        String friday = sunday.minusDays(2).format(DateTimeFormatter.BASIC_ISO_DATE) + " 16";
        String opening = sunday.format(DateTimeFormatter.BASIC_ISO_DATE) + " 1";
        List<String> rows = new ArrayList<>();
        Path zip = RecordedData.path("fx_bars/histdata/HISTDATA_COM_ASCII_EURUSD_M12018.zip");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            assertThat(in.getNextEntry()).isNotNull();
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(friday) || line.startsWith(opening)) {
                    String[] cells = line.split(";", -1);
                    rows.add(cells[0] + "000," + cells[4] + "," + cells[4] + ",0");
                }
            }
        }
        return rows;
    }

    @Test
    void activityBarsSpanAWeekendAndLoseNoTick() {
        RecordInput weekend = RecordInput.of(
                RecordedData.path(GOLD),
                "XAUUSD",
                RecordOptions.DEFAULT.between(
                        RecordOptions.parseTime("2014-05-02T20:00"), RecordOptions.parseTime("2014-05-05")));
        long saturday = RecordOptions.parseTime("2014-05-03");
        ActivityBarBuilder builder = new ActivityBarBuilder("XAUUSD", BarSpec.parse("ticks-700"));

        List<Tick> ticks = ticks(weekend);
        List<ActivityBar> bars = activityBars(builder, ticks);

        assertThat(bars).hasSize(ticks.size() / 700).allMatch(bar -> bar.ticks() == 700);
        assertThat(builder.ticks()).isEqualTo(ticks.size() % 700);
        assertThat(bars)
                .isNotEmpty()
                .filteredOn(bar -> bar.startMicros() < saturday && bar.endMicros() > saturday)
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"volume-500", "dollar-1000"})
    void activityBarsOfARecordedDayHoldItsWholeVolume(String spec) {
        RecordInput day = RecordInput.of(
                RecordedData.path("fx_ticks/dukascopy_bi5/EURUSD/2019/01/04"), "EURUSD", RecordOptions.DEFAULT);
        ActivityBarBuilder builder = new ActivityBarBuilder("EURUSD", BarSpec.parse(spec));

        List<Tick> ticks = ticks(day);
        List<ActivityBar> bars = activityBars(builder, ticks);

        assertThat(bars).hasSizeGreaterThan(100);
        assertThat(bars.stream().mapToInt(ActivityBar::ticks).sum() + builder.ticks())
                .isEqualTo(ticks.size());
        assertThat(bars.stream().mapToDouble(ActivityBar::bidVolume).sum() + builder.bidVolume())
                .isCloseTo(ticks.stream().mapToDouble(Tick::bidSize).sum(), within(1e-6));
        assertThat(bars.stream().mapToDouble(ActivityBar::askVolume).sum() + builder.askVolume())
                .isCloseTo(ticks.stream().mapToDouble(Tick::askSize).sum(), within(1e-6));
    }

    private static List<Tick> ticks(RecordInput input) {
        List<Tick> ticks = new ArrayList<>();
        try (TickRecords records = TickRecords.open(List.of(input), RejectListener.NONE)) {
            for (Tick tick = records.next(); tick != null; tick = records.next()) {
                ticks.add(tick);
            }
        }
        return ticks;
    }

    private static List<ActivityBar> activityBars(ActivityBarBuilder builder, List<Tick> ticks) {
        List<ActivityBar> bars = new ArrayList<>();
        for (Tick tick : ticks) {
            builder.add(tick.eventTimeMicros(), tick.bid(), tick.ask(), tick.bidSize(), tick.askSize());
            if (builder.isComplete()) {
                bars.add(builder.close());
            }
        }
        return bars;
    }
}
