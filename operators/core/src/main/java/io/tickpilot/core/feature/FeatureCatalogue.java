package io.tickpilot.core.feature;

import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.indicator.Atr;
import io.tickpilot.core.regime.RegimeModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every feature there is. Prices are bids, as MetaTrader draws its charts. */
public final class FeatureCatalogue {
    static final Parameters NO_PARAMETERS = Parameters.defaults(List.of());

    /** Newest closed bars of a series. */
    static final Family<LastBars> LAST_BARS = Family.ofBars("bars", List.of(), (p, s) -> new LastBars(), LastBars::add);

    /** Nothing of its own: what the market's {@link Moment} says. */
    static final Family<Stateless> MARKET = Family.ofNoBars("market", List.of(), (p, s) -> new Stateless());

    static final Family<Atr> ATR = Family.ofBars(
            "atr",
            List.of(Parameter.whole("period", 14, 2, 1_000, "bars of Wilder's mean")),
            (p, s) -> new Atr(p.whole("period")),
            (atr, bar) -> atr.add(bar.bidHigh(), bar.bidLow(), bar.bidClose()));

    /** Of the ATR that distances are scaled by. */
    static final Parameters UNIT = Parameters.defaults(ATR.parameters());

    /** Bars until that ATR is there. */
    static final int UNIT_WARM_UP = new Atr(UNIT.whole("period")).warmUp();

    private static final Map<String, FeatureKind<?>> KINDS = new LinkedHashMap<>();

    static {
        Stream.of(
                        PriceFeatures.kinds(),
                        TrendFeatures.kinds(),
                        VolatilityFeatures.kinds(),
                        FlowFeatures.kinds(),
                        CalendarFeatures.kinds(),
                        RegimeFeatures.kinds(),
                        NewsFeatures.kinds())
                .flatMap(List::stream)
                .forEach(FeatureCatalogue::add);
    }

    private FeatureCatalogue() {}

    /** All kinds, by chapter. */
    public static List<FeatureKind<?>> kinds() {
        return List.copyOf(KINDS.values());
    }

    /** A schema of every kind that needs no regime model, at its defaults and unscaled: a row each closed M1 bar. */
    public static FeatureSchema everyFeature() {
        return everyFeature(BarSpec.time(Timeframe.M1), Resources.NONE);
    }

    /** A schema of every kind, at its defaults and unscaled; those of the regime only with a regime model. Grows with the catalogue. */
    public static FeatureSchema everyFeature(BarSpec rows, Resources resources) {
        List<FeatureSchema.Feature> features = KINDS.values().stream()
                .filter(kind -> kind.hasDefaults() || resources.regime() != null)
                .map(kind -> new FeatureSchema.Feature(
                        kind.name(),
                        kind.name(),
                        parameters(kind, resources),
                        rows,
                        Scale.NONE,
                        kind.min(),
                        kind.max()))
                .toList();
        return new FeatureSchema("every", 1, rows, 1, features);
    }

    private static Parameters parameters(FeatureKind<?> kind, Resources resources) {
        Parameters defaults = Parameters.defaults(kind.parameters());
        RegimeModel regime = resources.regime();
        return kind.hasDefaults() || regime == null ? defaults : defaults.with(RegimeFeatures.MODEL, regime.hash());
    }

    /** @return null when there is none of that name */
    public static @Nullable FeatureKind<?> find(String name) {
        return KINDS.get(name);
    }

    static FeatureKind<?> kind(String name) {
        FeatureKind<?> kind = KINDS.get(name);
        if (kind == null) {
            throw new IllegalStateException("no such feature: " + name);
        }
        return kind;
    }

    private static void add(FeatureKind<?> kind) {
        if (KINDS.put(kind.name(), kind) != null) {
            throw new IllegalStateException("two features of one name: " + kind.name());
        }
    }
}
