package io.tickpilot.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.adx.MinusDIIndicator;
import org.ta4j.core.indicators.adx.PlusDIIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelLowerIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelMiddleIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelUpperIndicator;
import org.ta4j.core.indicators.volume.VWAPIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/** Outputs on which TA-Lib is silent, or seeds in its own way, against ta4j, which starts all its averages at the first value. */
class Ta4jTest {

    private enum Pair {
        PLUS_DI(350, series -> new PlusDIIndicator(series, 14)),
        MINUS_DI(350, series -> new MinusDIIndicator(series, 14)),
        ADX(400, series -> new ADXIndicator(series, 14)),
        KELTNER_MIDDLE(220, Pair::keltnerMiddle),
        KELTNER_UPPER(620, series -> new KeltnerChannelUpperIndicator(keltnerMiddle(series), 2, 30)),
        KELTNER_LOWER(220, series -> new KeltnerChannelLowerIndicator(keltnerMiddle(series), 2, 10)),
        ROLLING_VWAP(19, series -> new VWAPIndicator(series, 20));

        /** Bars until the seed is forgotten to 1e-9, with some to spare. */
        private final int settled;

        private final Function<BarSeries, Indicator<Num>> theirs;

        Pair(int settled, Function<BarSeries, Indicator<Num>> theirs) {
            this.settled = settled;
            this.theirs = theirs;
        }

        private static KeltnerChannelMiddleIndicator keltnerMiddle(BarSeries series) {
            return new KeltnerChannelMiddleIndicator(new ClosePriceIndicator(series), 20);
        }
    }

    private static void agrees(Pair pair, Bars bars) {
        BarSeries series =
                new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum::valueOf).build();
        ZonedDateTime start = ZonedDateTime.of(2018, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        for (int i = 0; i < bars.size(); i++) {
            Bars.Bar b = bars.get(i);
            series.addBar(new BaseBar(
                    Duration.ofMinutes(1),
                    start.plusMinutes(i),
                    DoubleNum.valueOf(b.open()),
                    DoubleNum.valueOf(b.high()),
                    DoubleNum.valueOf(b.low()),
                    DoubleNum.valueOf(b.close()),
                    DoubleNum.valueOf(b.volume()),
                    DoubleNum.valueOf(0)));
        }
        Indicator<Num> theirs = pair.theirs.apply(series);
        Output.Subject ours = Output.valueOf(pair.name()).create();
        for (int i = 0; i < bars.size(); i++) {
            ours.add(bars.get(i));
            if (i >= pair.settled) {
                assertThat(ours.now())
                        .as("bar %d", i)
                        .isCloseTo(theirs.getValue(i).doubleValue(), within(1e-9));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnRandomWalks(Pair pair) {
        for (long seed = 0; seed < 5; seed++) {
            agrees(pair, Bars.lively(seed, 1_500));
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnRecordedQuotes(Pair pair) throws IOException {
        agrees(pair, Reference.quotes("intraday"));
    }
}
