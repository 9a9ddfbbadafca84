package io.tickpilot.core.feature;

import static io.tickpilot.core.feature.FeatureCatalogue.LAST_BARS;
import static io.tickpilot.core.feature.FeatureKind.kind;

import io.tickpilot.core.bar.BarView;
import io.tickpilot.core.feature.FeatureKind.Group;
import io.tickpilot.core.indicator.Ema;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Features of bars as they are. */
final class PriceFeatures {
    private static final String DEFINITION = "by definition";

    private static final Family<Ema> TICK_MEAN = Family.ofBars(
            "tick-mean",
            List.of(Parameter.whole("period", 30, 2, 1_000, "bars of the EMA")),
            (p, s) -> new Ema(p.whole("period")),
            (mean, bar) -> mean.add(bar.ticks()));

    private PriceFeatures() {}

    static List<FeatureKind<?>> kinds() {
        return List.of(
                change("open", BarView::bidOpen),
                change("high", BarView::bidHigh),
                change("low", BarView::bidLow),
                change("close", BarView::bidClose),
                kind("log-return", Group.PRICE, LAST_BARS)
                        .unit(Unit.LOG)
                        .formula("ln(close / previous close)", DEFINITION)
                        .read((last, now) -> StrictMath.log(now.bar().bidClose() / now.previousClose())),
                kind("range", Group.PRICE, LAST_BARS)
                        .unit(Unit.PRICE)
                        .range(0, Double.POSITIVE_INFINITY)
                        .formula("high - low", DEFINITION)
                        .warmUp(last -> 1)
                        .read((last, now) -> now.bar().bidHigh() - now.bar().bidLow()),
                kind("close-position", Group.PRICE, LAST_BARS)
                        .range(0, 1)
                        .formula("(close - low) / (high - low); 0.5 without range", DEFINITION)
                        .warmUp(last -> 1)
                        .read((last, now) -> closePosition(now.bar())),
                kind("gap", Group.PRICE, LAST_BARS)
                        .unit(Unit.COUNT)
                        .range(0, Double.POSITIVE_INFINITY)
                        .formula(
                                "intervals without a tick between this bar and the one before; 0 for bars of activity",
                                DEFINITION)
                        .warmUp(last -> 1)
                        .read((last, now) -> isNone(now.bar()) ? Double.NaN : now.missingBefore()),
                kind("ticks", Group.PRICE, LAST_BARS)
                        .unit(Unit.COUNT)
                        .range(0, Double.POSITIVE_INFINITY)
                        .formula("ticks of the bar; of a forming one those so far", DEFINITION)
                        .warmUp(last -> 1)
                        .read((last, now) ->
                                isNone(now.bar()) ? Double.NaN : now.bar().ticks()),
                kind("relative-ticks", Group.PRICE, TICK_MEAN)
                        .memory(Memory.FADING)
                        .unit(Unit.LOG)
                        .formula("ln((1 + ticks) / (1 + EMA of ticks))", DEFINITION)
                        .read((mean, now) -> StrictMath.log((1 + now.bar().ticks())
                                / (1 + (now.isForming() ? mean.preview(now.bar().ticks()) : mean.value())))));
    }

    private static FeatureKind<LastBars> change(String price, ToDoubleFunction<BarView> of) {
        return kind(price + "-change", Group.PRICE, LAST_BARS)
                .unit(Unit.PRICE)
                .formula(price + " - previous close", DEFINITION)
                .read((last, now) -> of.applyAsDouble(now.bar()) - now.previousClose());
    }

    private static boolean isNone(BarView bar) {
        return Double.isNaN(bar.bidClose());
    }

    private static double closePosition(BarView bar) {
        double range = bar.bidHigh() - bar.bidLow();
        return range == 0 ? 0.5 : (bar.bidClose() - bar.bidLow()) / range;
    }
}
