package io.tickpilot.training.search;

import io.tickpilot.training.AgentTrainer;
import io.tickpilot.training.Finding;
import io.tickpilot.training.FittedAgent;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.Split;
import java.util.List;

/**
 * Runs one trial: a fit on a share of the training split, judged on the validation split by the calibrated log loss, or, for a kind
 * without directions, by the first of the trainer's own findings.
 */
public final class TrialRunner {
    private static final int FEWEST_SAMPLES = 50;

    private final AgentTrainer trainer;
    private final Split split;

    /** @param split the first fold: what it tests on, and all after, no trial sees */
    public TrialRunner(AgentTrainer trainer, Split split) {
        this.trainer = trainer;
        this.split = split;
    }

    public TrialOutcome run(TrialTask task) {
        long began = System.nanoTime();
        try {
            double loss = loss(trainer.with(task.parameters()), task);
            return outcome(task, began, Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY, "");
        } catch (TrainingException | IllegalArgumentException e) {
            return outcome(task, began, Double.POSITIVE_INFINITY, String.valueOf(e.getMessage()));
        }
    }

    private double loss(AgentTrainer trial, TrialTask task) {
        int count = (int) Math.round(task.share() * split.train().size());
        Samples train = split.train().thinned(Math.max(FEWEST_SAMPLES, count));
        FittedAgent fitted = trial.fit(train, split.validation(), task.seed(), TrainingListener.SILENT);
        float[][] raw = fitted.validationRaw();
        if (!trial.kind().votes()) {
            List<Finding> findings = trial.assess(raw, split.validation());
            return findings.isEmpty() ? Double.NaN : findings.get(0).value();
        }
        Calibration calibration = trial.calibration().fit(raw, split.validation());
        double sum = 0;
        for (int i = 0; i < raw.length; i++) {
            double truth = calibration.apply(raw[i])[split.validation().label(i).ordinal()];
            sum -= Math.log(Math.max(truth, 1e-9));
        }
        return sum / raw.length;
    }

    private static TrialOutcome outcome(TrialTask task, long began, double loss, String fault) {
        return new TrialOutcome(task.number(), task.share(), loss, (System.nanoTime() - began) * 1e-9, fault);
    }
}
