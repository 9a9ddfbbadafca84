package io.tickpilot.training.search;

import io.tickpilot.training.SearchParameter;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.TrainingListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Successive halving (Jamieson and Talwalkar 2016) with thirds: all trials learn from a small share of the training windows, the
 * best third goes on with three times as many, until the last rung has all of them. Trial 0 is the agent as it is, the others
 * are drawn from its search space by the seed. Equal losses go by number, so the winner does not depend on who ran when.
 */
public final class SuccessiveHalving {
    private static final int THIRD = 3;
    private static final int MOST_RUNGS = 3;

    private final List<Trial> trials;
    private final long seed;
    private final TrialJournal journal;
    private final TrainingListener listener;

    private SuccessiveHalving(List<Trial> trials, long seed, TrialJournal journal, TrainingListener listener) {
        this.trials = trials;
        this.seed = seed;
        this.journal = journal;
        this.listener = listener;
    }

    /**
     * @param journal finished trials are taken from it and added to it
     * @return the best trial of the last rung
     * @throws TrainingException when every trial failed
     */
    public static Trial best(
            List<Trial> trials, long seed, TrialJournal journal, TrialExecutor executor, TrainingListener listener) {
        return new SuccessiveHalving(trials, seed, journal, listener).best(executor);
    }

    /** @throws TrainingException when there is nothing to search */
    public static List<Trial> draw(List<SearchParameter> space, int count, long seed) {
        if (space.isEmpty()) {
            throw new TrainingException("this agent has no parameters to search");
        }
        List<Trial> trials = new ArrayList<>();
        trials.add(new Trial(0, Map.of()));
        SplittableRandom random = new SplittableRandom(seed);
        for (int number = 1; number < count; number++) {
            Map<String, Double> parameters = new TreeMap<>();
            for (SearchParameter each : space) {
                parameters.put(each.name(), each.at(random.nextDouble()));
            }
            trials.add(new Trial(number, parameters));
        }
        return List.copyOf(trials);
    }

    private Trial best(TrialExecutor executor) {
        List<Trial> left = trials;
        int rungs = rungs(trials.size());
        for (int rung = 0; rung < rungs; rung++) {
            double share = Math.pow(THIRD, rung - rungs + 1.0);
            run(left, share, executor, rung + 1, rungs);
            int kept = rung == rungs - 1 ? 1 : (left.size() + THIRD - 1) / THIRD;
            left = left.stream()
                    .sorted(Comparator.<Trial>comparingDouble(
                                    each -> outcome(each, share).loss())
                            .thenComparingInt(Trial::number))
                    .limit(kept)
                    .toList();
            TrialOutcome first = outcome(left.get(0), share);
            if (Double.isInfinite(first.loss())) {
                throw new TrainingException("every trial of the search failed, the first with: " + first.fault());
            }
        }
        return left.get(0);
    }

    private void run(List<Trial> left, double share, TrialExecutor executor, int rung, int rungs) {
        List<TrialTask> tasks = left.stream()
                .filter(each -> journal.find(each.number(), share) == null)
                .map(each -> new TrialTask(each.number(), each.parameters(), share, seed))
                .toList();
        listener.onNote(String.format(
                Locale.ROOT,
                "rung %d of %d: %d trials on %.0f %% of the training windows, %d of them finished before",
                rung,
                rungs,
                left.size(),
                100 * share,
                left.size() - tasks.size()));
        if (!tasks.isEmpty()) {
            executor.run(tasks, outcome -> finished(outcome, left));
        }
    }

    private void finished(TrialOutcome outcome, List<Trial> left) {
        journal.add(outcome);
        Trial trial = left.stream()
                .filter(each -> each.number() == outcome.number())
                .findFirst()
                .orElseThrow();
        listener.onNote(String.format(
                Locale.ROOT,
                "trial %d: %s in %.0f s with %s",
                outcome.number(),
                outcome.fault().isEmpty()
                        ? String.format(Locale.ROOT, "loss %.4f", outcome.loss())
                        : "failed, " + outcome.fault(),
                outcome.seconds(),
                describe(trial)));
    }

    /** A trial's parameters in words. */
    public static String describe(Trial trial) {
        if (trial.parameters().isEmpty()) {
            return "the agent as it is";
        }
        List<String> parts = new ArrayList<>();
        new TreeMap<>(trial.parameters())
                .forEach((name, value) -> parts.add(String.format(Locale.ROOT, "%s=%.4g", name, value)));
        return String.join(" ", parts);
    }

    private TrialOutcome outcome(Trial trial, double share) {
        TrialOutcome outcome = journal.find(trial.number(), share);
        if (outcome == null) {
            throw new IllegalStateException("trial was not run: number=" + trial.number() + " share=" + share);
        }
        return outcome;
    }

    private static int rungs(int trials) {
        int rungs = 1;
        for (int count = trials; count >= THIRD && rungs < MOST_RUNGS; count /= THIRD) {
            rungs++;
        }
        return rungs;
    }
}
