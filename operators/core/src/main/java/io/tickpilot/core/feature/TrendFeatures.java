package io.tickpilot.core.feature;

import static io.tickpilot.core.feature.FeatureKind.kind;

import io.tickpilot.core.feature.FeatureKind.Group;
import io.tickpilot.core.indicator.Ema;
import io.tickpilot.core.indicator.EmaCross;
import io.tickpilot.core.indicator.Macd;
import io.tickpilot.core.indicator.Rsi;
import java.util.List;

/** Features of averages and oscillators. */
final class TrendFeatures {
    private static final String APPEL = "Appel 1979";

    private static final Family<Ema> EMA = Family.ofBars(
            "ema",
            List.of(Parameter.whole("period", 21, 1, 10_000, "bars of the EMA")),
            (p, s) -> new Ema(p.whole("period")),
            (ema, bar) -> ema.add(bar.bidClose()));

    private static final Family<EmaCross> EMA_CROSS = Family.ofBars(
            "ema-cross",
            List.of(
                    Parameter.whole("fast", 9, 1, 1_000, "bars of the fast EMA"),
                    Parameter.whole("slow", 21, 2, 10_000, "bars of the slow EMA, more than fast")),
            (p, s) -> new EmaCross(p.whole("fast"), p.whole("slow")),
            (cross, bar) -> cross.add(bar.bidClose()));

    private static final Family<Rsi> RSI = Family.ofBars(
            "rsi",
            List.of(Parameter.whole("period", 14, 2, 1_000, "bars of Wilder's mean")),
            (p, s) -> new Rsi(p.whole("period")),
            (rsi, bar) -> rsi.add(bar.bidClose()));

    private static final Family<Macd> MACD = Family.ofBars(
            "macd",
            List.of(
                    Parameter.whole("fast", 12, 1, 1_000, "bars of the fast EMA"),
                    Parameter.whole("slow", 26, 2, 10_000, "bars of the slow EMA, more than fast"),
                    Parameter.whole("signal", 9, 1, 1_000, "values of the signal's EMA")),
            (p, s) -> new Macd(p.whole("fast"), p.whole("slow"), p.whole("signal")),
            (macd, bar) -> macd.add(bar.bidClose()));

    private TrendFeatures() {}

    static List<FeatureKind<?>> kinds() {
        return List.of(
                kind("ema-distance", Group.TREND, EMA)
                        .unit(Unit.PRICE)
                        .formula(
                                "close - EMA(period)",
                                "EMA: gain 2 / (period + 1), seeded by the mean of its first values")
                        .read((ema, now) -> now.bar().bidClose()
                                - (now.isForming() ? ema.preview(now.bar().bidClose()) : ema.value())),
                kind("ema-cross", Group.TREND, EMA_CROSS)
                        .unit(Unit.PRICE)
                        .formula("EMA(fast) - EMA(slow)", "by definition")
                        .read(EmaCross::value, (cross, bar) -> cross.preview(bar.bidClose())),
                kind("rsi", Group.TREND, RSI)
                        .unit(Unit.INDEX)
                        .range(0, 100)
                        .formula(
                                "100 * up / (up + down), Wilder's means of rises and falls; 50 without movement",
                                "Wilder 1978, ch. 6")
                        .read(Rsi::value, (rsi, bar) -> rsi.preview(bar.bidClose())),
                kind("macd", Group.TREND, MACD)
                        .unit(Unit.PRICE)
                        .formula("EMA(fast) - EMA(slow)", APPEL)
                        .warmUp(Macd::lineWarmUp)
                        .read(Macd::line, (macd, bar) -> macd.previewLine(bar.bidClose())),
                kind("macd-histogram", Group.TREND, MACD)
                        .unit(Unit.PRICE)
                        .formula("MACD - EMA(signal) of it", APPEL)
                        .read(Macd::histogram, (macd, bar) -> macd.previewHistogram(bar.bidClose())));
    }
}
