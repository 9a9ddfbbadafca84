package io.tickpilot.core.feature;

import static io.tickpilot.core.feature.FeatureKind.kind;

import io.tickpilot.core.feature.FeatureKind.Group;
import io.tickpilot.core.regime.Regime;
import java.util.List;
import java.util.Locale;

/** Probabilities of the market's regimes. */
final class RegimeFeatures {
    static final String MODEL = "model";

    /** Its parameter pins the model, so that a schema's hash does too. */
    static final Family<RegimeState> REGIME = new Family<>(
            "regime",
            Family.Bars.OF_THE_REGIME,
            List.of(Parameter.required(
                    MODEL, "first digits, at least 8, of the hash of the regime model that is configured")),
            (p, s) -> new RegimeState(s.resources().regime()),
            RegimeState::add,
            null,
            null,
            null);

    private RegimeFeatures() {}

    static List<FeatureKind<?>> kinds() {
        return List.of(
                probability(Regime.TRENDING_UP),
                probability(Regime.TRENDING_DOWN),
                probability(Regime.RANGING),
                probability(Regime.VOLATILE),
                probability(Regime.QUIET));
    }

    private static FeatureKind<RegimeState> probability(Regime regime) {
        String name = regime.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return kind("regime-" + name, Group.REGIME, REGIME)
                .memory(Memory.FADING)
                .unit(Unit.PROBABILITY)
                .range(0, 1)
                .formula(
                        "probability of the regime, by the forward filter of the regime model over its own bars",
                        "Hamilton 1989; Rabiner 1989")
                .read(state -> state.probability(regime), (state, bar) -> state.previewProbability(regime, bar));
    }
}
