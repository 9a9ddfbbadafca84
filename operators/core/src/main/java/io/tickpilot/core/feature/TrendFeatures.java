package io.tickpilot.core.feature;

import static io.tickpilot.core.feature.FeatureKind.kind;

import io.tickpilot.core.feature.FeatureKind.Group;
import io.tickpilot.core.indicator.Adx;
import io.tickpilot.core.indicator.Cci;
import io.tickpilot.core.indicator.Ema;
import io.tickpilot.core.indicator.EmaCross;
import io.tickpilot.core.indicator.Macd;
import io.tickpilot.core.indicator.Rsi;
import io.tickpilot.core.indicator.Sma;
import io.tickpilot.core.indicator.Stochastic;
import java.util.List;

/** Features of averages and oscillators. */
final class TrendFeatures {
    private static final String LANE = "Lane 1984";
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

    private static final Family<Sma> SMA = Family.ofBars(
            "sma",
            List.of(Parameter.whole("period", 20, 1, 10_000, "bars of the mean")),
            (p, s) -> new Sma(p.whole("period")),
            (sma, bar) -> sma.add(bar.bidClose()));

    private static final Family<Adx> ADX = Family.ofBars(
            "adx",
            List.of(Parameter.whole("period", 14, 2, 1_000, "bars of Wilder's smoothing")),
            (p, s) -> new Adx(p.whole("period")),
            (adx, bar) -> adx.add(bar.bidHigh(), bar.bidLow(), bar.bidClose()));

    private static final Family<Stochastic> STOCHASTIC = Family.ofBars(
            "stochastic",
            List.of(
                    Parameter.whole("k", 14, 1, 1_000, "bars of the range"),
                    Parameter.whole("slowing", 3, 1, 1_000, "raw values of %K"),
                    Parameter.whole("d", 3, 1, 1_000, "values of %K in %D")),
            (p, s) -> new Stochastic(p.whole("k"), p.whole("slowing"), p.whole("d")),
            (stochastic, bar) -> stochastic.add(bar.bidHigh(), bar.bidLow(), bar.bidClose()));

    private static final Family<Cci> CCI = Family.ofBars(
            "cci",
            List.of(Parameter.whole("period", 20, 2, 1_000, "bars; the cost of a bar grows with it")),
            (p, s) -> new Cci(p.whole("period")),
            (cci, bar) -> cci.add(bar.bidHigh(), bar.bidLow(), bar.bidClose()));

    private TrendFeatures() {}

    static List<FeatureKind<?>> kinds() {
        return List.of(
                kind("ema-distance", Group.TREND, EMA)
                        .memory(Memory.FADING)
                        .unit(Unit.PRICE)
                        .formula(
                                "close - EMA(period)",
                                "EMA: gain 2 / (period + 1), seeded by the mean of its first values")
                        .read((ema, now) -> now.bar().bidClose()
                                - (now.isForming() ? ema.preview(now.bar().bidClose()) : ema.value())),
                kind("sma-distance", Group.TREND, SMA)
                        .unit(Unit.PRICE)
                        .formula("close - mean of the last closes", "by definition")
                        .read((sma, now) -> now.bar().bidClose()
                                - (now.isForming() ? sma.preview(now.bar().bidClose()) : sma.value())),
                kind("ema-cross", Group.TREND, EMA_CROSS)
                        .memory(Memory.FADING)
                        .unit(Unit.PRICE)
                        .formula("EMA(fast) - EMA(slow)", "by definition")
                        .read(EmaCross::value, (cross, bar) -> cross.preview(bar.bidClose())),
                kind("rsi", Group.TREND, RSI)
                        .memory(Memory.FADING)
                        .unit(Unit.INDEX)
                        .range(0, 100)
                        .formula(
                                "100 * up / (up + down), Wilder's means of rises and falls; 50 without movement",
                                "Wilder 1978, ch. 6")
                        .read(Rsi::value, (rsi, bar) -> rsi.preview(bar.bidClose())),
                kind("macd", Group.TREND, MACD)
                        .memory(Memory.FADING)
                        .unit(Unit.PRICE)
                        .formula("EMA(fast) - EMA(slow)", APPEL)
                        .warmUp(Macd::lineWarmUp)
                        .read(Macd::line, (macd, bar) -> macd.previewLine(bar.bidClose())),
                kind("macd-histogram", Group.TREND, MACD)
                        .memory(Memory.FADING)
                        .unit(Unit.PRICE)
                        .formula("MACD - EMA(signal) of it", APPEL)
                        .read(Macd::histogram, (macd, bar) -> macd.previewHistogram(bar.bidClose())),
                kind("macd-signal", Group.TREND, MACD)
                        .memory(Memory.FADING)
                        .unit(Unit.PRICE)
                        .formula("EMA(signal) of the MACD", APPEL)
                        .read(Macd::signal, (macd, bar) -> macd.previewSignal(bar.bidClose())),
                directional("adx", "Wilder's mean of DX = 100 * |+DI - -DI| / (+DI + -DI)")
                        .read(Adx::adx, (adx, bar) -> adx.previewAdx(bar.bidHigh(), bar.bidLow())),
                directional("plus-di", "100 * smoothed(+DM) / smoothed(true range)")
                        .warmUp(Adx::diWarmUp)
                        .read(Adx::plusDi, (adx, bar) -> adx.previewPlusDi(bar.bidHigh(), bar.bidLow())),
                directional("minus-di", "100 * smoothed(-DM) / smoothed(true range)")
                        .warmUp(Adx::diWarmUp)
                        .read(Adx::minusDi, (adx, bar) -> adx.previewMinusDi(bar.bidHigh(), bar.bidLow())),
                kind("stochastic-k", Group.TREND, STOCHASTIC)
                        .unit(Unit.INDEX)
                        .range(0, 100)
                        .formula(
                                "mean of slowing values of 100 * (close - lowest low) / (highest high - lowest low); 50 without range",
                                LANE)
                        .warmUp(Stochastic::kWarmUp)
                        .read(
                                Stochastic::percentK,
                                (s, bar) -> s.previewPercentK(bar.bidHigh(), bar.bidLow(), bar.bidClose())),
                kind("stochastic-d", Group.TREND, STOCHASTIC)
                        .unit(Unit.INDEX)
                        .range(0, 100)
                        .formula("mean of the last d values of %K", LANE)
                        .read(
                                Stochastic::percentD,
                                (s, bar) -> s.previewPercentD(bar.bidHigh(), bar.bidLow(), bar.bidClose())),
                kind("cci", Group.TREND, CCI)
                        .formula(
                                "(p - mean) / (0.015 * mean absolute deviation), p = (high + low + close) / 3; 0 without movement",
                                "Lambert 1980")
                        .read(Cci::value, (cci, bar) -> cci.preview(bar.bidHigh(), bar.bidLow(), bar.bidClose())));
    }

    private static FeatureKind.Builder<Adx> directional(String name, String formula) {
        return kind(name, Group.TREND, ADX)
                .memory(Memory.FADING)
                .unit(Unit.INDEX)
                .range(0, 100)
                .formula(formula, "Wilder 1978, ch. 4");
    }
}
