package io.tickpilot.training.trees;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.training.Finding;
import io.tickpilot.training.dataset.Sample;
import io.tickpilot.training.dataset.Samples;
import java.util.Arrays;
import java.util.List;

/** What sizes, stops and vetoes were worth on samples the model had not seen, beside the best constants of those very samples. */
final class RiskFindings {
    private static final float VETOED = 0.5f;

    private RiskFindings() {}

    static List<Finding> of(float[][] outputs, Samples samples) {
        return List.of(
                sizedExcursion(outputs, samples),
                stopLoss(outputs, samples),
                stopShare(outputs, samples),
                vetoLoss(outputs, samples),
                vetoed(outputs));
    }

    private static Finding sizedExcursion(float[][] outputs, Samples samples) {
        double[] plain = new double[outputs.length];
        double[] sized = new double[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            plain[i] = RiskTargets.logExcursion(samples.get(i));
            sized[i] = plain[i] + Math.log(Math.max(1e-3, outputs[i][AgentKind.SIZE]));
        }
        return Finding.skill(
                "sizedExcursionDeviation",
                deviation(sized),
                deviation(plain),
                "Standard deviation of the logarithm of size times adverse excursion, of size 1 beside it; lower is better");
    }

    private static Finding stopLoss(float[][] outputs, Samples samples) {
        double[] adverse = new double[2 * outputs.length];
        double[] stops = new double[2 * outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            Sample sample = samples.get(i);
            adverse[2 * i] = RiskTargets.buyAdverse(sample);
            adverse[2 * i + 1] = RiskTargets.sellAdverse(sample);
            stops[2 * i] = outputs[i][AgentKind.STOP];
            stops[2 * i + 1] = outputs[i][AgentKind.STOP];
        }
        double[] sorted = adverse.clone();
        Arrays.sort(sorted);
        double[] constant = new double[adverse.length];
        Arrays.fill(constant, sorted[(int) (RiskTargets.STOP_SHARE * sorted.length)]);
        return Finding.skill(
                "stopPinballLoss",
                pinball(stops, adverse),
                pinball(constant, adverse),
                "Pinball loss of the stop as the 75 % quantile of adverse excursions, in ATR; lower is better");
    }

    private static Finding stopShare(float[][] outputs, Samples samples) {
        int inside = 0;
        for (int i = 0; i < outputs.length; i++) {
            Sample sample = samples.get(i);
            float stop = outputs[i][AgentKind.STOP];
            inside += RiskTargets.buyAdverse(sample) < stop ? 1 : 0;
            inside += RiskTargets.sellAdverse(sample) < stop ? 1 : 0;
        }
        return Finding.aim(
                "insideStopShare",
                inside / (2.0 * outputs.length),
                RiskTargets.STOP_SHARE,
                "Share of trades that did not reach the stop; less than the aim where the stop is at its bound of 5 ATR");
    }

    private static Finding vetoLoss(float[][] outputs, Samples samples) {
        double loss = 0;
        int events = 0;
        for (int i = 0; i < outputs.length; i++) {
            double truth = RiskTargets.veto(samples.get(i));
            events += (int) truth;
            double claimed = Math.min(1 - 1e-6, Math.max(1e-6, outputs[i][AgentKind.VETO]));
            loss -= truth * Math.log(claimed) + (1 - truth) * Math.log(1 - claimed);
        }
        double share = events / (double) outputs.length;
        return Finding.skill(
                "vetoLogLoss",
                loss / outputs.length,
                entropy(share),
                "Log loss of the veto's probability; lower is better");
    }

    private static Finding vetoed(float[][] outputs) {
        int vetoed = 0;
        for (float[] each : outputs) {
            vetoed += each[AgentKind.VETO] >= VETOED ? 1 : 0;
        }
        return Finding.fact(
                "vetoedShare", vetoed / (double) outputs.length, "Share of moments that it would veto at 0.5");
    }

    private static double entropy(double share) {
        return share <= 0 || share >= 1 ? 0 : -share * Math.log(share) - (1 - share) * Math.log(1 - share);
    }

    private static double pinball(double[] predicted, double[] truth) {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            double error = truth[i] - predicted[i];
            sum += Math.max(RiskTargets.STOP_SHARE * error, (RiskTargets.STOP_SHARE - 1) * error);
        }
        return sum / truth.length;
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double squares =
                Arrays.stream(values).map(each -> (each - mean) * (each - mean)).sum();
        return Math.sqrt(squares / values.length);
    }
}
