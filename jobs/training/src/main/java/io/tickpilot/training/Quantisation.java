package io.tickpilot.training;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.network.Quantiles;
import io.tickpilot.training.report.SplitMetrics;
import java.util.Locale;

/**
 * What weights of 8 bits cost on the validation split, by the outputs of both graphs.
 *
 * @param logLossRise of the calibrated probabilities, in nats
 * @param accuracyDrop as a share of samples
 * @param pinballRise of the quantiles, as a share of the loss with floats; 0 for a kind without quantiles
 */
public record Quantisation(double logLossRise, double accuracyDrop, double pinballRise) {
    /** What may be lost, far less than what one training differs from the next by its seed. */
    public static final Quantisation LIMITS = new Quantisation(0.005, 0.01, 0.02);

    static Quantisation of(float[][] whole, float[][] small, Samples samples) {
        double[] prior = samples.shares();
        SplitMetrics before = SplitMetrics.of(whole, samples, prior);
        SplitMetrics after = SplitMetrics.of(small, samples, prior);
        double loss = pinball(whole, samples);
        return new Quantisation(
                after.logLoss() - before.logLoss(),
                before.accuracy() - after.accuracy(),
                loss == 0 ? 0 : pinball(small, samples) / loss - 1);
    }

    /** Whether the loss is small enough to publish the small graph. */
    public boolean isAccepted() {
        return logLossRise <= LIMITS.logLossRise
                && accuracyDrop <= LIMITS.accuracyDrop
                && pinballRise <= LIMITS.pinballRise;
    }

    String describe() {
        String quantiles = pinballRise == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", pinball loss %+.2f %% (at most %+.2f %%)",
                        100 * pinballRise,
                        100 * LIMITS.pinballRise);
        return String.format(
                Locale.ROOT,
                "int8 on the validation split: log loss %+.4f (at most %+.4f), accuracy %+.2f %% (at least %+.2f %%)%s: %s",
                logLossRise,
                LIMITS.logLossRise,
                100 * (0 - accuracyDrop),
                -100 * LIMITS.accuracyDrop,
                quantiles,
                isAccepted() ? "accepted" : "refused, the model keeps its floats");
    }

    private static double pinball(float[][] outputs, Samples samples) {
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            if (outputs[i].length > AgentKind.DIRECTIONS) {
                sum += Quantiles.pinball(
                        outputs[i],
                        AgentKind.DIRECTIONS,
                        samples.get(i).outcome().midReturn());
            }
        }
        return sum;
    }
}
