package io.tickpilot.training;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.training.dataset.Samples;
import java.util.Arrays;
import java.util.List;

/** How good return quantiles are: pinball loss beside that of constant quantiles, and how many returns they hold. */
final class Quantiles {
    private static final double[] LEVELS = {0.05, 0.25, 0.5, 0.75, 0.95};

    private Quantiles() {}

    /**
     * @param outputs of {@link AgentKind#FORECAST}
     * @param train whose quantiles a model without skill would always give
     */
    static List<Finding> of(float[][] outputs, Samples samples, Samples train) {
        double[] seen = new double[train.size()];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = train.get(i).outcome().midReturn();
        }
        Arrays.sort(seen);
        double loss = 0;
        double constantLoss = 0;
        int inside = 0;
        for (int i = 0; i < outputs.length; i++) {
            double truth = samples.get(i).outcome().midReturn();
            for (int q = 0; q < LEVELS.length; q++) {
                double constant = seen[(int) Math.round(LEVELS[q] * (seen.length - 1))];
                loss += pinball(LEVELS[q], truth, outputs[i][AgentKind.DIRECTIONS + q]);
                constantLoss += pinball(LEVELS[q], truth, constant);
            }
            boolean above = truth >= outputs[i][AgentKind.DIRECTIONS];
            inside += above && truth <= outputs[i][AgentKind.DIRECTIONS + LEVELS.length - 1] ? 1 : 0;
        }
        double count = (double) outputs.length * LEVELS.length;
        return List.of(
                new Finding(
                        "pinballLoss",
                        loss / count,
                        constantLoss / count,
                        "Mean pinball loss of the five return quantiles, lower is better"),
                new Finding(
                        "coverage90",
                        inside / (double) outputs.length,
                        0.9,
                        "Share of returns between q05 and q95, 0.9 is right"));
    }

    private static double pinball(double level, double truth, double quantile) {
        double error = truth - quantile;
        return Math.max(level * error, (level - 1) * error);
    }
}
