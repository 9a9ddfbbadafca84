package io.tickpilot.core.feature;

import static io.tickpilot.core.feature.FeatureKind.kind;

import io.tickpilot.core.feature.FeatureKind.Group;
import io.tickpilot.core.indicator.Atr;
import io.tickpilot.core.indicator.Bollinger;
import io.tickpilot.core.indicator.CloseVolatility;
import io.tickpilot.core.indicator.Donchian;
import io.tickpilot.core.indicator.GarmanKlassVolatility;
import io.tickpilot.core.indicator.Indicator;
import io.tickpilot.core.indicator.Keltner;
import io.tickpilot.core.indicator.ParkinsonVolatility;
import java.util.List;

/** Features of ranges, bands and volatility. */
final class VolatilityFeatures {
    private static final String WILDER = "Wilder 1978, ch. 3";
    private static final String BOLLINGER_1992 = "Bollinger 1992";
    private static final String DONCHIAN_1960 = "Donchian 1960";
    private static final String KELTNER_1960 = "Keltner 1960, in Raschke's form";
    private static final double NO_WIDTH = 1e-9;

    private static final Family<Bollinger> BOLLINGER = Family.ofBars(
            "bollinger",
            List.of(
                    Parameter.whole("period", 20, 2, 10_000, "closes of mean and deviation"),
                    Parameter.number("width", 2, 0.1, 10, "of a band, in standard deviations")),
            (p, s) -> new Bollinger(p.whole("period"), p.number("width")),
            (bollinger, bar) -> bollinger.add(bar.bidClose()));

    private static final Family<Donchian> DONCHIAN = Family.ofBars(
            "donchian",
            List.of(Parameter.whole("period", 20, 2, 10_000, "bars, the newest included")),
            (p, s) -> new Donchian(p.whole("period")),
            (donchian, bar) -> donchian.add(bar.bidHigh(), bar.bidLow()));

    private static final Family<Keltner> KELTNER = Family.ofBars(
            "keltner",
            List.of(
                    Parameter.whole("period", 20, 2, 10_000, "closes of the EMA"),
                    Parameter.whole("atr", 10, 2, 1_000, "bars of the ATR"),
                    Parameter.number("width", 2, 0.1, 10, "of a band, in ATR")),
            (p, s) -> new Keltner(p.whole("period"), p.whole("atr"), p.number("width")),
            (keltner, bar) -> keltner.add(bar.bidHigh(), bar.bidLow(), bar.bidClose()));

    private static final Family<CloseVolatility> CLOSE_VOLATILITY = Family.ofBars(
            "close-volatility",
            returns(),
            (p, s) -> new CloseVolatility(p.whole("period")),
            (volatility, bar) -> volatility.add(bar.bidClose()));

    private static final Family<ParkinsonVolatility> PARKINSON = Family.ofBars(
            "parkinson-volatility",
            returns(),
            (p, s) -> new ParkinsonVolatility(p.whole("period")),
            (volatility, bar) -> volatility.add(bar.bidHigh(), bar.bidLow()));

    private static final Family<GarmanKlassVolatility> GARMAN_KLASS = Family.ofBars(
            "garman-klass-volatility",
            returns(),
            (p, s) -> new GarmanKlassVolatility(p.whole("period")),
            (volatility, bar) -> volatility.add(bar.bidOpen(), bar.bidHigh(), bar.bidLow(), bar.bidClose()));

    private VolatilityFeatures() {}

    static List<FeatureKind<?>> kinds() {
        return List.of(
                kind("atr", Group.VOLATILITY, FeatureCatalogue.ATR)
                        .memory(Memory.FADING)
                        .unit(Unit.PRICE)
                        .range(0, Double.POSITIVE_INFINITY)
                        .formula("Wilder's mean of the true range", WILDER)
                        .read(Atr::value, (atr, bar) -> atr.preview(bar.bidHigh(), bar.bidLow())),
                kind("log-atr", Group.VOLATILITY, FeatureCatalogue.ATR)
                        .memory(Memory.FADING)
                        .unit(Unit.LOG)
                        .formula("ln(10000 * ATR(period) / close), the ATR at least a point", WILDER)
                        .read((atr, now) -> StrictMath.log(
                                10_000 * atLeastAPoint(atr, now) / now.bar().bidClose())),
                kind("atr-rank", Group.VOLATILITY, FeatureCatalogue.MARKET)
                        .memory(Memory.MONTH)
                        .range(0, 1)
                        .formula(
                                "share of the last 30 days' M1 bars whose ATR(14) was a smaller part of their price",
                                "by definition")
                        .warmUp(market -> 114)
                        .read((market, now) -> now.atrRank()),
                kind("bollinger-b", Group.VOLATILITY, BOLLINGER)
                        .formula("(close - lower) / (upper - lower); 0.5 without width", BOLLINGER_1992)
                        .read((bollinger, now) -> now.isForming()
                                ? position(
                                        bollinger,
                                        now.bar().bidClose(),
                                        bollinger.previewMiddle(now.bar().bidClose()),
                                        bollinger.previewDeviation(now.bar().bidClose()))
                                : position(bollinger, now.bar().bidClose(), bollinger.middle(), bollinger.deviation())),
                kind("bollinger-width", Group.VOLATILITY, BOLLINGER)
                        .unit(Unit.PRICE)
                        .range(0, Double.POSITIVE_INFINITY)
                        .formula("upper - lower", BOLLINGER_1992)
                        .read(
                                bollinger -> 2 * bollinger.width() * bollinger.deviation(),
                                (bollinger, bar) -> 2 * bollinger.width() * bollinger.previewDeviation(bar.bidClose())),
                kind("donchian-position", Group.VOLATILITY, DONCHIAN)
                        .range(0, 1)
                        .formula(
                                "(close - lowest low) / (highest high - lowest low) of the last bars; 0.5 without width",
                                DONCHIAN_1960)
                        .read((donchian, now) -> now.isForming()
                                ? within(
                                        now.bar().bidClose(),
                                        donchian.previewLower(now.bar().bidLow()),
                                        donchian.previewUpper(now.bar().bidHigh()))
                                : within(now.bar().bidClose(), donchian.lower(), donchian.upper())),
                kind("donchian-width", Group.VOLATILITY, DONCHIAN)
                        .unit(Unit.PRICE)
                        .range(0, Double.POSITIVE_INFINITY)
                        .formula("highest high - lowest low of the last bars", DONCHIAN_1960)
                        .read(
                                donchian -> donchian.upper() - donchian.lower(),
                                (donchian, bar) ->
                                        donchian.previewUpper(bar.bidHigh()) - donchian.previewLower(bar.bidLow())),
                kind("keltner-position", Group.VOLATILITY, KELTNER)
                        .memory(Memory.FADING)
                        .formula(
                                "(close - lower) / (upper - lower), the bands EMA -+ width * ATR(atr); 0.5 without width",
                                KELTNER_1960)
                        .read((keltner, now) -> now.isForming()
                                ? within(
                                        now.bar().bidClose(),
                                        keltner.previewLower(
                                                now.bar().bidHigh(),
                                                now.bar().bidLow(),
                                                now.bar().bidClose()),
                                        keltner.previewUpper(
                                                now.bar().bidHigh(),
                                                now.bar().bidLow(),
                                                now.bar().bidClose()))
                                : within(now.bar().bidClose(), keltner.lower(), keltner.upper())),
                kind("keltner-width", Group.VOLATILITY, KELTNER)
                        .memory(Memory.FADING)
                        .unit(Unit.PRICE)
                        .range(0, Double.POSITIVE_INFINITY)
                        .formula("upper - lower", KELTNER_1960)
                        .read(
                                keltner -> keltner.upper() - keltner.lower(),
                                (keltner, bar) -> keltner.previewUpper(bar.bidHigh(), bar.bidLow(), bar.bidClose())
                                        - keltner.previewLower(bar.bidHigh(), bar.bidLow(), bar.bidClose())),
                volatility("close-volatility", CLOSE_VOLATILITY)
                        .formula(
                                "sample standard deviation of the log returns from close to close, a bar",
                                "Hull, Options, Futures, and Other Derivatives")
                        .read(CloseVolatility::value, (v, bar) -> v.preview(bar.bidClose())),
                volatility("parkinson-volatility", PARKINSON)
                        .formula("sqrt(mean(ln(high / low)^2) / (4 ln 2)), a bar", "Parkinson 1980")
                        .read(ParkinsonVolatility::value, (v, bar) -> v.preview(bar.bidHigh(), bar.bidLow())),
                volatility("garman-klass-volatility", GARMAN_KLASS)
                        .formula(
                                "sqrt(mean(0.5 ln(high / low)^2 - (2 ln 2 - 1) ln(close / open)^2)), a bar",
                                "Garman and Klass 1980")
                        .read(
                                GarmanKlassVolatility::value,
                                (v, bar) -> v.preview(bar.bidOpen(), bar.bidHigh(), bar.bidLow(), bar.bidClose())));
    }

    private static List<Parameter> returns() {
        return List.of(Parameter.whole("period", 20, 2, 10_000, "bars"));
    }

    private static <T extends Indicator> FeatureKind.Builder<T> volatility(String name, Family<T> family) {
        return kind(name, Group.VOLATILITY, family).range(0, Double.POSITIVE_INFINITY);
    }

    private static double within(double value, double low, double high) {
        return high == low ? 0.5 : (value - low) / (high - low);
    }

    private static double atLeastAPoint(Atr atr, Moment now) {
        double value =
                now.isForming() ? atr.preview(now.bar().bidHigh(), now.bar().bidLow()) : atr.value();
        return Math.max(value, now.point());
    }

    private static double position(Bollinger bollinger, double close, double middle, double deviation) {
        double bands = 2 * bollinger.width() * deviation;
        boolean flat = bands <= NO_WIDTH * close;
        return flat ? 0.5 : (close - middle) / bands + 0.5;
    }
}
