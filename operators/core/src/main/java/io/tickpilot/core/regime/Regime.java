package io.tickpilot.core.regime;

import java.util.Locale;

/** What a market does for a while. Hidden states of a {@link RegimeModel} carry one each as their label. */
public enum Regime {
    TRENDING_UP,
    TRENDING_DOWN,
    RANGING,
    VOLATILE,
    QUIET;

    /** The name as configurations and reports write it, such as {@code trending-up}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
