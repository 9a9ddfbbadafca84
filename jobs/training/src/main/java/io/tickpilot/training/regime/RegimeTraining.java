package io.tickpilot.training.regime;

import io.tickpilot.core.event.Tick;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.regime.RegimeModel;
import io.tickpilot.core.regime.RegimeModel.Provenance;
import io.tickpilot.core.regime.RegimeModel.Scaling;
import io.tickpilot.core.regime.RegimeModel.State;
import io.tickpilot.records.ResourceFiles;
import io.tickpilot.training.TickSupply;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.TrainingListener.Phase;
import io.tickpilot.training.export.ModelFolder;
import io.tickpilot.training.regime.BaumWelch.Fit;
import io.tickpilot.training.regime.RegimeTrainingResult.FitSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Trains the regime model: ticks to observations through the live code, Baum-Welch for each number of states, the lowest BIC,
 * labels by {@link LabelRule}, artefact. A training that fails changes nothing on disk.
 */
public final class RegimeTraining {
    public static final String ARTEFACT = ResourceFiles.REGIME_NAME;

    private static final int FEWEST_STATES = 2;
    private static final int FEWEST_OBSERVATIONS = 1_000;
    private static final int TICKS_BETWEEN_PROGRESS = 50_000;

    /** Least chance of a start or a transition, so that no state is ever out of reach. */
    private static final double LEAST_CHANCE = 1e-6;

    private final RegimeTrainingOptions options;
    private final TrainingListener listener;

    private RegimeTraining(RegimeTrainingOptions options, TrainingListener listener) {
        this.options = options;
        this.listener = listener;
    }

    /** @throws TrainingException one line, when it cannot be done */
    public static RegimeTrainingResult run(RegimeTrainingOptions options, TrainingListener listener) {
        return new RegimeTraining(options, listener).run();
    }

    private RegimeTrainingResult run() {
        long began = System.nanoTime();
        try (ModelFolder draft = ModelFolder.draft(options.folder(), Set.of(ARTEFACT, ModelFolder.README))) {
            RegimeObservations observations = collect();
            List<double[][]> sequences = observations.sequences();
            Standardisation scaling = Standardisation.of(sequences);
            if (scaling.rows() < FEWEST_OBSERVATIONS || !scaling.varies()) {
                throw new TrainingException("too few observations to train on, or they never change: observations="
                        + scaling.rows() + " least=" + FEWEST_OBSERVATIONS);
            }
            note("%d observations in %d sequences", scaling.rows(), sequences.size());
            List<Fit> fits = fit(scaling.scaled(sequences));
            Fit best = fits.stream().min(Comparator.comparingDouble(Fit::bic)).orElseThrow();
            Integer[] order = order(best, scaling);
            List<StateSummary> states = new ArrayList<>();
            for (int i : order) {
                states.add(summary(best, i, scaling));
            }
            RegimeTrainingResult result = new RegimeTrainingResult(
                    options.folder(),
                    model(best, order, scaling, observations),
                    options.ticks().simulated(),
                    fits.stream().map(each -> row(each, each == best)).toList(),
                    states,
                    observations.ticks(),
                    observations.rejected(),
                    sequences.size(),
                    (System.nanoTime() - began) * 1e-9);
            Files.writeString(draft.path().resolve(ARTEFACT), result.model().toText());
            Files.writeString(draft.path().resolve(ModelFolder.README), RegimeCard.render(result));
            draft.publish();
            return result;
        } catch (IOException e) {
            throw new TrainingException(options.folder() + ": model cannot be written: " + e.getMessage(), e);
        }
    }

    private RegimeObservations collect() {
        RegimeObservations observations = new RegimeObservations(
                options.instruments(), options.validation(), options.timeframe(), options.periods());
        TickSupply.Pass ticks = options.ticks().source().get();
        while (ticks.hasNext()) {
            Tick tick = ticks.next();
            observations.add(tick);
            if (observations.ticks() % TICKS_BETWEEN_PROGRESS == 0) {
                listener.onProgress(Phase.COLLECT, ticks.share());
            }
        }
        listener.onProgress(Phase.COLLECT, 1);
        note("%d ticks, %d refused by validation", observations.ticks(), observations.rejected());
        return observations;
    }

    private List<Fit> fit(List<double[][]> scaled) {
        BaumWelch baumWelch = new BaumWelch(options.fit());
        List<Fit> fits = new ArrayList<>();
        for (int states = FEWEST_STATES; states <= options.maxStates(); states++) {
            Fit fit = baumWelch.fit(scaled, states);
            fits.add(fit);
            note(
                    "%d states: log likelihood %.1f, BIC %.1f, %d steps%s",
                    states,
                    fit.logLikelihood(),
                    fit.bic(),
                    fit.logLikelihoods().size() - 1,
                    fit.converged() ? "" : ", not converged");
            listener.onProgress(Phase.FIT, (double) (states - 1) / (options.maxStates() - 1));
        }
        return fits;
    }

    private static FitSummary row(Fit fit, boolean chosen) {
        return new FitSummary(
                fit.states(),
                fit.parameters().count(),
                fit.logLikelihood(),
                fit.bic(),
                fit.logLikelihoods().size() - 1,
                fit.converged(),
                chosen);
    }

    /** States by label, and by falling share within one. */
    private Integer[] order(Fit fit, Standardisation scaling) {
        return IntStream.range(0, fit.states())
                .boxed()
                .sorted(Comparator.<Integer, Regime>comparing(
                                i -> summary(fit, i, scaling).label())
                        .thenComparing(i -> -fit.weights()[i]))
                .toArray(Integer[]::new);
    }

    private StateSummary summary(Fit fit, int state, Standardisation scaling) {
        HmmParameters p = fit.parameters();
        double[] mean = p.means()[state];
        double meanReturn = scaling.raw(0, mean[0]);
        double deviation = Math.sqrt(p.covariances()[state][0][0]) * scaling.deviation()[0];
        double independent = fit.weights()[state] / options.periods().returns();
        double tStatistic = meanReturn / (deviation / Math.sqrt(independent));
        double adx = 100 * scaling.raw(2, mean[2]);
        double overMean = StrictMath.exp(mean[1] * scaling.deviation()[1]);
        return new StateSummary(
                LabelRule.label(meanReturn / scaling.deviation()[0], tStatistic, adx, overMean),
                fit.weights()[state] / fit.rows(),
                meanReturn,
                tStatistic,
                StrictMath.exp(scaling.raw(1, mean[1])),
                adx,
                1 / (1 - p.transition()[state][state]));
    }

    private RegimeModel model(Fit fit, Integer[] order, Standardisation scaling, RegimeObservations observations) {
        HmmParameters p = fit.parameters();
        // A handful of sequences says little about how one begins: each state as often as it is there at all.
        List<Double> start = reachable(
                Arrays.stream(fit.weights()).map(each -> each / fit.rows()).toArray(), order);
        List<State> states = new ArrayList<>();
        for (int i = 0; i < order.length; i++) {
            int from = order[i];
            states.add(new State(
                    summary(fit, from, scaling).label(),
                    start.get(i),
                    reachable(p.transition()[from], order),
                    Standardisation.list(p.means()[from]),
                    lowerTriangle(p.covariances()[from])));
        }
        return new RegimeModel(
                options.timeframe(),
                options.periods(),
                options.margin(),
                new Scaling(Standardisation.list(scaling.mean()), Standardisation.list(scaling.deviation())),
                states,
                new Provenance(
                        options.ticks().description(),
                        observations.symbols(),
                        instant(observations.firstMicros()),
                        instant(observations.lastMicros()),
                        fit.rows(),
                        options.fit().seed(),
                        fit.logLikelihood(),
                        fit.bic()));
    }

    private static List<Double> reachable(double[] chances, Integer[] order) {
        List<Double> list = new ArrayList<>();
        for (int i : order) {
            list.add((chances[i] + LEAST_CHANCE) / (1 + LEAST_CHANCE * chances.length));
        }
        return list;
    }

    private static List<Double> lowerTriangle(double[][] covariance) {
        List<Double> triangle = new ArrayList<>();
        for (int i = 0; i < covariance.length; i++) {
            for (int j = 0; j <= i; j++) {
                triangle.add(covariance[i][j]);
            }
        }
        return triangle;
    }

    private void note(String format, Object... values) {
        listener.onNote(String.format(Locale.ROOT, format, values));
    }

    private static String instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)).toString();
    }
}
