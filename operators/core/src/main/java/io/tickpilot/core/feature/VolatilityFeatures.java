package io.tickpilot.core.feature;

import static io.tickpilot.core.feature.FeatureKind.kind;

import io.tickpilot.core.feature.FeatureKind.Group;
import io.tickpilot.core.indicator.Atr;
import io.tickpilot.core.indicator.Bollinger;
import java.util.List;

/** Features of ranges, bands and volatility. */
final class VolatilityFeatures {
    private static final String WILDER = "Wilder 1978, ch. 3";
    private static final String BOLLINGER_1992 = "Bollinger 1992";
    private static final double NO_WIDTH = 1e-9;

    private static final Family<Bollinger> BOLLINGER = Family.ofBars(
            "bollinger",
            List.of(
                    Parameter.whole("period", 20, 2, 10_000, "closes of mean and deviation"),
                    Parameter.number("width", 2, 0.1, 10, "of a band, in standard deviations")),
            (p, s) -> new Bollinger(p.whole("period"), p.number("width")),
            (bollinger, bar) -> bollinger.add(bar.bidClose()));

    private VolatilityFeatures() {}

    static List<FeatureKind<?>> kinds() {
        return List.of(
                kind("atr", Group.VOLATILITY, FeatureCatalogue.ATR)
                        .unit(Unit.PRICE)
                        .range(0, Double.POSITIVE_INFINITY)
                        .formula("Wilder's mean of the true range", WILDER)
                        .read(Atr::value, (atr, bar) -> atr.preview(bar.bidHigh(), bar.bidLow())),
                kind("log-atr", Group.VOLATILITY, FeatureCatalogue.ATR)
                        .unit(Unit.LOG)
                        .formula("ln(10000 * ATR(period) / close), the ATR at least a point", WILDER)
                        .read((atr, now) -> StrictMath.log(
                                10_000 * atLeastAPoint(atr, now) / now.bar().bidClose())),
                kind("atr-rank", Group.VOLATILITY, FeatureCatalogue.MARKET)
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
                                (bollinger, bar) ->
                                        2 * bollinger.width() * bollinger.previewDeviation(bar.bidClose())));
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
