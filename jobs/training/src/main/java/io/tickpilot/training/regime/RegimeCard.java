package io.tickpilot.training.regime;

import io.tickpilot.core.regime.RegimeModel;
import io.tickpilot.core.regime.RegimePeriods;
import java.util.Locale;

/** What a training came to: for the terminal, and as the README that lies beside the artefact. */
public final class RegimeCard {
    private RegimeCard() {}

    /** The comparison of the fits and the chosen states, in fixed width. */
    public static String describe(RegimeTrainingResult result) {
        StringBuilder text = new StringBuilder("states  parameters  log likelihood           BIC  steps\n");
        for (RegimeTrainingResult.FitSummary fit : result.fits()) {
            text.append(format(
                    "%6d  %10d  %14.1f  %12.1f  %5d%s%s\n",
                    fit.states(),
                    fit.parameters(),
                    fit.logLikelihood(),
                    fit.bic(),
                    fit.steps(),
                    fit.converged() ? "" : "  not converged",
                    fit.chosen() ? "  chosen" : ""));
        }
        text.append("\nlabel           share  mean return  volatility   ADX  dwell (bars)\n");
        for (StateSummary state : result.states()) {
            text.append(format(
                    "%-13s  %5.1f %%  %+11.2f  %9.2fx  %4.1f  %12.1f\n",
                    state.label().label(),
                    100 * state.share(),
                    state.meanReturn(),
                    state.volatility(),
                    state.adx(),
                    state.dwellBars()));
        }
        return text.toString();
    }

    static String render(RegimeTrainingResult result) {
        RegimeModel model = result.model();
        RegimePeriods periods = model.periods();
        StringBuilder card = new StringBuilder();
        card.append("# regime ").append(model.name()).append("\n\n");
        card.append(format(
                "Gaussian hidden Markov model of %d states over %s bars: return over %d bars, volatility over %d against %d, ADX(%d).%n",
                model.states().size(),
                model.timeframe(),
                periods.returns(),
                periods.volatility(),
                periods.longVolatility(),
                periods.adx()));
        card.append(
                "Written by `./tickpilot train regime`; `docs/decisions/0004-market-regime.md` says how to read it.\n\n");
        card.append("- Trained on: ").append(model.provenance().data()).append(".\n");
        if (result.simulated()) {
            card.append(
                    "- A simulated market is no real one: this model says nothing about real markets. Train one on recorded ticks.\n");
        }
        card.append(format(
                "- %d ticks, %d refused; %d observations in %d sequences from %s to %s; seed %d.%n",
                result.ticks(),
                result.rejected(),
                model.provenance().bars(),
                result.sequences(),
                model.provenance().from(),
                model.provenance().to(),
                model.provenance().seed()));
        card.append("\n| states | parameters | log likelihood | BIC | steps |\n| --- | --- | --- | --- | --- |\n");
        for (RegimeTrainingResult.FitSummary fit : result.fits()) {
            card.append(format(
                    "| %d%s | %d | %.1f | %.1f | %d%s |%n",
                    fit.states(),
                    fit.chosen() ? ", chosen" : "",
                    fit.parameters(),
                    fit.logLikelihood(),
                    fit.bic(),
                    fit.steps(),
                    fit.converged() ? "" : ", not converged"));
        }
        card.append(
                "\n| label | share | mean return | t | volatility | ADX | dwell in bars |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        for (StateSummary state : result.states()) {
            card.append(format(
                    "| %s | %.1f %% | %+.2f | %+.0f | %.2fx | %.1f | %.1f |%n",
                    state.label().label(),
                    100 * state.share(),
                    state.meanReturn(),
                    state.tStatistic(),
                    state.volatility(),
                    state.adx(),
                    state.dwellBars()));
        }
        card.append("\nReturns are in units of the long volatility, volatilities multiples of it.\n");
        return card.toString();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
