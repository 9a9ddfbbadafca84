package io.tickpilot.core.feature;

import static io.tickpilot.core.feature.FeatureKind.kind;

import io.tickpilot.core.bar.BarView;
import io.tickpilot.core.calendar.TradingDay;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.feature.FeatureKind.Group;
import io.tickpilot.core.flow.OrderFlow;
import io.tickpilot.core.flow.SpreadStatistics;
import io.tickpilot.core.flow.TickRate;
import io.tickpilot.core.flow.TickVolume;
import io.tickpilot.core.flow.VolumeProfile;
import io.tickpilot.core.indicator.RollingVwap;
import io.tickpilot.core.indicator.SessionVwap;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Features of volume, order flow and spread. Where a source gives no sizes a tick counts as a volume of one. */
final class FlowFeatures {
    private static final String DEFINITION = "by definition";
    private static final String LEE_READY = "Lee and Ready 1991 (tick rule)";
    private static final String STEIDLMAYER = "Steidlmayer; Dalton, Mind over Markets, app. 1";

    private static final Family<RollingVwap> VWAP = Family.ofBars(
            "vwap",
            List.of(Parameter.whole("period", 20, 1, 10_000, "bars")),
            (p, s) -> new RollingVwap(p.whole("period")),
            (vwap, bar) -> vwap.add(typicalPrice(bar), volume(bar)));

    private static final Family<SessionVwap> DAY_VWAP = Family.ofBars(
            "day-vwap",
            List.of(),
            (p, s) -> new SessionVwap(),
            (vwap, bar) -> vwap.add(TradingDay.number(bar.startMicros()), typicalPrice(bar), volume(bar)));

    private static final Family<BarWindow<VolumeProfile>> PROFILE = Family.<BarWindow<VolumeProfile>>ofBars(
                    "volume-profile",
                    List.of(
                            Parameter.whole("period", 60, 2, 1_440, "bars, the newest included"),
                            Parameter.number("bin", 10, 1, 100_000, "points of price in one bin"),
                            Parameter.number("share", 0.7, 0.05, 0.99, "of the volume that the value area holds")),
                    (p, s) -> new BarWindow<>(
                            new VolumeProfile(p.whole("period") - 1, p.number("bin") * s.point(), p.number("share")),
                            VolumeProfile::barClosed),
                    (profile, bar) -> profile.close())
            .hearingQuotes((profile, tick) ->
                    profile.forming().add(tick.bid(), TickVolume.of(tick.bidSize(), tick.askSize())));

    private static final Family<BarWindow<OrderFlow>> ORDER_FLOW = Family.<BarWindow<OrderFlow>>ofBars(
                    "order-flow",
                    List.of(
                            Parameter.whole("period", 10, 2, 1_440, "bars, the newest included"),
                            Parameter.choice("volume", "quotes", List.of("quotes", "trades"), "what is counted")),
                    (p, s) -> new BarWindow<>(
                            new OrderFlow(
                                    p.whole("period") - 1,
                                    OrderFlow.Source.valueOf(p.text("volume").toUpperCase(Locale.ROOT))),
                            OrderFlow::barClosed),
                    (flow, bar) -> flow.close())
            .hearingQuotes(FlowFeatures::addQuote)
            .hearingTrades(FlowFeatures::addTrade);

    private static final Family<BarWindow<SpreadStatistics>> SPREAD = Family.<BarWindow<SpreadStatistics>>ofBars(
                    "spread",
                    List.of(Parameter.whole("period", 30, 2, 1_440, "bars, the newest included")),
                    (p, s) -> new BarWindow<>(new SpreadStatistics(p.whole("period") - 1), SpreadStatistics::barClosed),
                    (spread, bar) -> spread.close())
            .hearingQuotes((spread, tick) -> spread.forming().add(tick.ask() - tick.bid()));

    private static final Family<TickRate> RATE = Family.ofNoBars(
                    "tick-rate",
                    List.of(Parameter.whole("seconds", 60, 1, 3_600, "whole seconds before the running one")),
                    (p, s) -> new TickRate(p.whole("seconds")))
            .hearingQuotes((rate, tick) -> rate.add(tick.eventTimeMicros()));

    private FlowFeatures() {}

    static List<FeatureKind<?>> kinds() {
        return List.of(
                kind("bar-volume", Group.FLOW, FeatureCatalogue.LAST_BARS)
                        .unit(Unit.VOLUME)
                        .range(0, Double.POSITIVE_INFINITY)
                        .formula(
                                "bid sizes + ask sizes of the bar, or its ticks where the source gives none",
                                DEFINITION)
                        .warmUp(last -> 1)
                        .read((last, now) -> Double.isNaN(now.bar().bidClose()) ? Double.NaN : volume(now.bar())),
                kind("vwap-distance", Group.FLOW, VWAP)
                        .unit(Unit.PRICE)
                        .formula(
                                "close - sum(p * volume) / sum(volume) of the last bars, p = (high + low + close) / 3",
                                DEFINITION)
                        .read((vwap, now) -> now.bar().bidClose()
                                - (now.isForming()
                                        ? vwap.preview(typicalPrice(now.bar()), volume(now.bar()))
                                        : vwap.value())),
                kind("day-vwap-distance", Group.FLOW, DAY_VWAP)
                        .memory(Memory.DAY)
                        .unit(Unit.PRICE)
                        .formula("close - VWAP since 17 h New York", DEFINITION)
                        .read((vwap, now) -> now.bar().bidClose()
                                - (now.isForming()
                                        ? vwap.preview(
                                                TradingDay.number(now.bar().startMicros()),
                                                typicalPrice(now.bar()),
                                                volume(now.bar()))
                                        : vwap.value())),
                profile(
                        "poc-distance",
                        "close - centre of the fullest bin of the volume profile",
                        VolumeProfile::pointOfControl),
                profile(
                        "value-area-high-distance",
                        "close - upper edge of the value area",
                        VolumeProfile::valueAreaHigh),
                profile("value-area-low-distance", "close - lower edge of the value area", VolumeProfile::valueAreaLow),
                flow("signed-volume", Unit.VOLUME, "volume of up-ticks - volume of down-ticks of the last bars")
                        .read((flow, now) -> flow.get().signedVolume()),
                flow(
                                "flow-imbalance",
                                Unit.RATIO,
                                "(up - down) / (up + down) volume of the last bars; 0 without volume")
                        .range(-1, 1)
                        .read((flow, now) -> flow.get().imbalance()),
                flow("bar-delta", Unit.VOLUME, "volume of up-ticks - volume of down-ticks of the bar")
                        .warmUp(flow -> 1)
                        .read((flow, now) -> flow.get().barDelta()),
                flow("cumulative-delta", Unit.VOLUME, "volume of up-ticks - volume of down-ticks since 17 h New York")
                        .memory(Memory.DAY)
                        .warmUp(flow -> 1)
                        .read((flow, now) -> flow.get().cumulativeDelta()),
                flow(
                                "quote-imbalance",
                                Unit.RATIO,
                                "(bid size - ask size) / (bid size + ask size) of the newest quote; none without sizes")
                        .range(-1, 1)
                        .warmUp(flow -> 1)
                        .read((flow, now) -> flow.get().quoteImbalance()),
                kind("spread", Group.FLOW, FeatureCatalogue.LAST_BARS)
                        .unit(Unit.PRICE)
                        .formula("ask close - bid close of the bar", DEFINITION)
                        .warmUp(last -> 1)
                        .read((last, now) -> spread(now)),
                spread("spread-mean", Unit.PRICE, "mean of the ticks' spreads in the last bars")
                        .read((spread, now) -> spread.get().mean()),
                spread(
                                "spread-deviation",
                                Unit.PRICE,
                                "population standard deviation of the ticks' spreads in the last bars")
                        .range(0, Double.POSITIVE_INFINITY)
                        .read((spread, now) -> spread.get().deviation()),
                spread("spread-max", Unit.PRICE, "widest spread of a tick in the last bars")
                        .read((spread, now) -> spread.get().max()),
                spread(
                                "spread-z",
                                Unit.RATIO,
                                "(spread - mean) / deviation of the ticks' spreads in the last bars; 0 while all are equal")
                        .read((spread, now) -> spread.get().zScore(spread(now))),
                kind("tick-rate", Group.FLOW, RATE)
                        .unit(Unit.PER_SECOND)
                        .range(0, Double.POSITIVE_INFINITY)
                        .formula("ticks of the last whole seconds / seconds", DEFINITION)
                        .warmUp(rate -> 1 + (rate.warmUp() + 58) / 60)
                        .read((rate, now) -> rate.perSecond(now.timeMicros())));
    }

    private static FeatureKind<BarWindow<VolumeProfile>> profile(
            String name, String formula, ToDoubleFunction<VolumeProfile> level) {
        return kind(name, Group.FLOW, PROFILE)
                .unit(Unit.PRICE)
                .formula(formula, STEIDLMAYER)
                .read((profile, now) -> now.bar().bidClose() - level.applyAsDouble(profile.get()));
    }

    private static FeatureKind.Builder<BarWindow<OrderFlow>> flow(String name, Unit unit, String formula) {
        return kind(name, Group.FLOW, ORDER_FLOW).unit(unit).formula(formula, LEE_READY);
    }

    private static FeatureKind.Builder<BarWindow<SpreadStatistics>> spread(String name, Unit unit, String formula) {
        return kind(name, Group.FLOW, SPREAD).unit(unit).formula(formula, DEFINITION);
    }

    private static void addQuote(BarWindow<OrderFlow> window, Tick tick) {
        OrderFlow flow = window.forming();
        flow.tradingDay(TradingDay.number(tick.eventTimeMicros()));
        flow.addQuote(tick.bid(), tick.ask(), tick.bidSize(), tick.askSize());
    }

    private static void addTrade(BarWindow<OrderFlow> window, TradePrint trade) {
        OrderFlow flow = window.forming();
        flow.tradingDay(TradingDay.number(trade.eventTimeMicros()));
        flow.addTrade(trade.size(), trade.aggressor());
    }

    private static double typicalPrice(BarView bar) {
        return (bar.bidHigh() + bar.bidLow() + bar.bidClose()) / 3;
    }

    private static double volume(BarView bar) {
        double sizes = bar.bidVolume() + bar.askVolume();
        return sizes > 0 ? sizes : bar.ticks();
    }

    private static double spread(Moment now) {
        return now.bar().askClose() - now.bar().bidClose();
    }
}
