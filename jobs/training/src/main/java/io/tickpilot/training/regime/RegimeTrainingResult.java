package io.tickpilot.training.regime;

import io.tickpilot.core.regime.RegimeModel;
import java.nio.file.Path;
import java.util.List;

/**
 * A finished training of the regime model, which is in its folder.
 *
 * @param fits one for each number of states tried
 * @param states of the chosen fit, in the model's order
 */
public record RegimeTrainingResult(
        Path folder,
        RegimeModel model,
        boolean simulated,
        List<FitSummary> fits,
        List<StateSummary> states,
        long ticks,
        long rejected,
        int sequences,
        double seconds) {
    public RegimeTrainingResult {
        fits = List.copyOf(fits);
        states = List.copyOf(states);
    }

    /**
     * One row of the comparison.
     *
     * @param parameters free ones
     * @param bic lowest for the chosen one
     * @param steps of the likeliest start
     */
    public record FitSummary(
            int states,
            int parameters,
            double logLikelihood,
            double bic,
            int steps,
            boolean converged,
            boolean chosen) {}
}
