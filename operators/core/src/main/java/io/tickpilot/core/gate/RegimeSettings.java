package io.tickpilot.core.gate;

import io.tickpilot.core.config.Settings;
import io.tickpilot.core.regime.Regime;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Regimes of the market in which a strategy may enter.
 *
 * @param allowed in their declared order; empty for any, and for a market whose regime is not known
 * @param probability least sum of the probabilities of those allowed
 */
public record RegimeSettings(List<Regime> allowed, double probability) implements Serializable {
    private static final List<String> LABELS =
            Arrays.stream(Regime.values()).map(Regime::label).toList();

    public static final RegimeSettings ANY = new RegimeSettings(List.of(), 0.5);

    /** Keys {@code regimes} and {@code regime-probability} of a {@code gate} section. */
    static RegimeSettings from(Settings gate, RegimeSettings base) {
        return new RegimeSettings(
                gate.has("regimes") ? regimes(gate) : base.allowed,
                gate.number("regime-probability", base.probability, 0, 1));
    }

    private static List<Regime> regimes(Settings gate) {
        Set<Regime> allowed = EnumSet.noneOf(Regime.class);
        for (String name : gate.texts("regimes", List.of())) {
            int place = LABELS.indexOf(name);
            if (place >= 0) {
                allowed.add(Regime.values()[place]);
            } else if (!name.equals("any")) {
                gate.fault("regimes", "must be any, or of " + String.join(", ", LABELS), name);
            }
        }
        return List.copyOf(allowed);
    }
}
