package io.tickpilot.core.regime;

import io.tickpilot.core.bar.Timeframe;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The event of a symbol's market entering another regime.
 *
 * @param timeMicros end of the bar that told, epoch microseconds
 * @param from null for the first regime of a symbol
 * @param probabilities of all regimes, in the order of {@link Regime}
 * @param model its {@link RegimeModel#name()}, {@code modelHash} its {@link RegimeModel#hash()}
 */
public record RegimeChange(
        String symbol,
        Timeframe timeframe,
        long timeMicros,
        @Nullable Regime from,
        Regime to,
        List<Double> probabilities,
        String model,
        String modelHash)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public RegimeChange {
        probabilities = List.copyOf(probabilities);
    }
}
