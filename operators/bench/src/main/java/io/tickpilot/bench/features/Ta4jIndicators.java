package io.tickpilot.bench.features;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.CCIIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.adx.MinusDIIndicator;
import org.ta4j.core.indicators.adx.PlusDIIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsLowerIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsMiddleIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.CombineIndicator;
import org.ta4j.core.indicators.helpers.HighPriceIndicator;
import org.ta4j.core.indicators.helpers.HighestValueIndicator;
import org.ta4j.core.indicators.helpers.LowPriceIndicator;
import org.ta4j.core.indicators.helpers.LowestValueIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/**
 * ta4j: one series whose last bar is the forming one; indicators cache the values of all bars before it. With doubles, as its
 * decimals are slower, and a bounded series, as it would live for days. To be read after every tick: its moving averages carry the
 * sum they saw last over to the next bar.
 */
final class Ta4jIndicators implements IndicatorSet {
    static final String NAME = "ta4j";

    private static final Duration BAR = Duration.ofMinutes(1);
    private static final int BARS_KEPT = 1_000;
    private static final Num NONE = DoubleNum.valueOf(0);

    private final BarSeries series = new BaseBarSeriesBuilder()
            .withNumTypeOf(DoubleNum::valueOf)
            .withMaxBarCount(BARS_KEPT)
            .build();

    private final List<Indicator<Num>> indicators;
    private long endMicros = Long.MIN_VALUE;

    Ta4jIndicators() {
        ClosePriceIndicator close = new ClosePriceIndicator(series);
        SMAIndicator sma = new SMAIndicator(close, 20);
        MACDIndicator macd = new MACDIndicator(close, 12, 26);
        EMAIndicator signal = new EMAIndicator(macd, 9);
        BollingerBandsMiddleIndicator middle = new BollingerBandsMiddleIndicator(sma);
        StandardDeviationIndicator deviation = new StandardDeviationIndicator(close, 20);
        SMAIndicator percentK = new SMAIndicator(new StochasticOscillatorKIndicator(series, 14), 3);
        indicators = List.of(
                new EMAIndicator(close, 9),
                new EMAIndicator(close, 21),
                sma,
                new RSIIndicator(close, 14),
                macd,
                signal,
                CombineIndicator.minus(macd, signal),
                new BollingerBandsUpperIndicator(middle, deviation),
                new BollingerBandsLowerIndicator(middle, deviation),
                new ATRIndicator(series, 14),
                new PlusDIIndicator(series, 14),
                new MinusDIIndicator(series, 14),
                new ADXIndicator(series, 14),
                percentK,
                new SMAIndicator(percentK, 3),
                new CCIIndicator(series, 20),
                new HighestValueIndicator(new HighPriceIndicator(series), 20),
                new LowestValueIndicator(new LowPriceIndicator(series), 20));
    }

    @Override
    public void tick(long timeMicros, double price) {
        if (timeMicros >= endMicros) {
            long start = Math.floorDiv(timeMicros, BAR_MICROS) * BAR_MICROS;
            bar(start, price, price, price, price);
        } else {
            series.addPrice(DoubleNum.valueOf(price));
        }
    }

    @Override
    public void bar(long startMicros, double open, double high, double low, double close) {
        endMicros = startMicros + BAR_MICROS;
        ZonedDateTime end = Instant.ofEpochSecond(endMicros / 1_000_000).atZone(ZoneOffset.UTC);
        series.addBar(new BaseBar(
                BAR,
                end,
                DoubleNum.valueOf(open),
                DoubleNum.valueOf(high),
                DoubleNum.valueOf(low),
                DoubleNum.valueOf(close),
                NONE,
                NONE));
    }

    @Override
    public void read(double[] outputs) {
        int newest = series.getEndIndex();
        for (int i = 0; i < OUTPUTS; i++) {
            outputs[i] = indicators.get(i).getValue(newest).doubleValue();
        }
    }
}
