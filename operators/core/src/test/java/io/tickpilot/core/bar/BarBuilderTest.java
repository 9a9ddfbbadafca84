package io.tickpilot.core.bar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarBuilderTest {
    private static final long SECOND = 1_000_000;

    private final List<Bar> bars = new ArrayList<>();
    private final BarSeries series = new BarSeries("EURUSD");

    private void tick(long micros, double bid, double ask) {
        clock(micros);
        series.add(micros, bid, ask, 2, 3);
    }

    private void clock(long micros) {
        if (series.endsBy(micros)) {
            series.close(micros, bar -> {}, bars::add);
        }
    }

    private List<Bar> bars(Timeframe timeframe) {
        return bars.stream().filter(bar -> bar.timeframe() == timeframe).toList();
    }

    @Test
    void keepsBothSidesOfThePriceExactly() {
        tick(60 * SECOND, 1.1, 1.3);
        tick(61 * SECOND, 1.05, 1.31);
        tick(119_999_999, 1.2, 1.25);
        tick(120 * SECOND, 9, 9);

        assertThat(bars(Timeframe.M1))
                .containsExactly(new Bar(
                        "EURUSD", Timeframe.M1, 60 * SECOND, 1.1, 1.2, 1.05, 1.2, 1.3, 1.31, 1.25, 1.25, 3, 6, 9));
    }

    @Test
    void inventsNoBarForAnEmptyInterval() {
        tick(0, 1, 1);
        tick(10 * SECOND, 2, 2);
        clock(3600 * SECOND);

        assertThat(bars(Timeframe.S1)).extracting(Bar::startMicros).containsExactly(0L, 10 * SECOND);
        assertThat(bars(Timeframe.M1)).hasSize(1);
        clock(7200 * SECOND);
        assertThat(bars(Timeframe.H1)).hasSize(1);
    }

    @Test
    void countsTheEmptyIntervalsBeforeABar() {
        BarBuilder minutes = series.forming(Timeframe.M1);
        assertThat(minutes.missingBefore()).isZero();
        tick(60 * SECOND, 1, 1);
        assertThat(minutes.missingBefore()).isZero();
        tick(120 * SECOND, 1, 1);
        assertThat(minutes.missingBefore()).isZero();

        clock(3600 * SECOND);
        assertThat(minutes.missingBefore()).isZero();
        tick(3600 * SECOND, 1, 1);

        assertThat(minutes.missingBefore()).isEqualTo(57);
        assertThat(series.forming(Timeframe.S1).missingBefore()).isEqualTo(3_479);
        assertThat(series.forming(Timeframe.H1).missingBefore()).isZero();
        clock(3660 * SECOND);
        assertThat(minutes.missingBefore()).isEqualTo(57);
        assertThat(bars(Timeframe.M1).get(2).missingSince(bars(Timeframe.M1).get(1)))
                .isEqualTo(57);
    }

    @Test
    void keepsCrossedQuotesAsTheyCame() {
        tick(0, 1.2, 1.1);
        tick(1, 1.0, 1.3);
        clock(SECOND);

        assertThat(bars.get(0))
                .isEqualTo(new Bar("EURUSD", Timeframe.S1, 0, 1.2, 1.2, 1.0, 1.0, 1.1, 1.3, 1.1, 1.3, 2, 4, 6));
    }

    @Test
    void closesByTheClockAtTheEndAndNotBefore() {
        tick(60 * SECOND, 1, 1);

        clock(120 * SECOND - 1);
        assertThat(bars(Timeframe.M1)).isEmpty();
        clock(120 * SECOND);
        assertThat(bars(Timeframe.M1)).hasSize(1);
    }

    @Test
    void closesShorterTimeframesFirst() {
        tick(0, 1, 1);
        clock(3600 * SECOND);

        assertThat(bars).extracting(Bar::timeframe).containsExactly(Timeframe.values());
    }

    @Test
    void aLateTickJoinsWhatStillFormsAndChangesNothingClosed() {
        tick(60 * SECOND, 1.5, 1.5);
        tick(63 * SECOND, 1.5, 1.5);
        tick(61 * SECOND, 1.1, 1.9);
        tick(59 * SECOND, 0.1, 9.9);
        clock(120 * SECOND);

        assertThat(bars(Timeframe.S1)).extracting(Bar::startMicros).containsExactly(60 * SECOND, 63 * SECOND);
        assertThat(bars(Timeframe.M1)).singleElement().satisfies(bar -> {
            assertThat(bar.ticks()).isEqualTo(3);
            assertThat(bar.bidLow()).isEqualTo(1.1);
            assertThat(bar.askHigh()).isEqualTo(1.9);
            assertThat(bar.bidClose()).isEqualTo(1.1);
        });
    }

    @Test
    void aTickWithinAnIntervalClosedByTheClockOpensItNotAgain() {
        tick(60 * SECOND, 1, 1);
        clock(120 * SECOND);
        tick(119 * SECOND, 2, 2);
        tick(130 * SECOND, 3, 3);
        clock(180 * SECOND);

        assertThat(bars(Timeframe.M1)).extracting(Bar::bidOpen).containsExactly(1.0, 3.0);
    }

    @Test
    void startsBarsOnTheGridBeforeTheEpochToo() {
        tick(-SECOND / 2, 1, 1);
        clock(0);

        assertThat(bars).extracting(Bar::startMicros).contains(-SECOND, -60 * SECOND, -3600 * SECOND);
    }

    @Test
    void countsOnlySizesThatAreNumbers() {
        series.add(0, 1, 1, Double.NaN, -1);
        series.add(1, 1, 1, Double.POSITIVE_INFINITY, 0.25);
        clock(SECOND);

        assertThat(bars.get(0).bidVolume()).isZero();
        assertThat(bars.get(0).askVolume()).isEqualTo(0.25);
    }

    @Test
    void doesNotCloseWhatIsNotThere() {
        assertThatThrownBy(() -> new BarBuilder("EURUSD", Timeframe.M1).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("EURUSD");
    }
}
