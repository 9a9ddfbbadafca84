package io.tickpilot.training.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.training.FoldRun;
import io.tickpilot.training.OutOfFold;
import io.tickpilot.training.dataset.LabelSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How good P(sell), P(hold) and P(buy) are.
 *
 * @param train of the published model, as are {@code validation} and {@code test}
 * @param outOfFold over the test splits of all folds, each sample by its own fold's model
 * @param trading of the same scores at thresholds, every window by itself; {@code gate} through the default gate
 */
public record DirectionReport(
        SplitMetrics train,
        SplitMetrics validation,
        SplitMetrics test,
        SplitMetrics outOfFold,
        List<BarrierTrading> trading,
        GateTrading gate) {
    private static final double[] THRESHOLDS = {0.5, 0.6, 0.75};

    public static DirectionReport of(
            FoldRun published, OutOfFold outOfFold, LabelSettings labels, InstrumentCatalogue instruments, long seed) {
        double[] prior = published.split().train().shares();
        return new DirectionReport(
                SplitMetrics.of(
                        Objects.requireNonNull(published.train(), "the published fold is scored"),
                        published.split().train(),
                        prior),
                SplitMetrics.of(published.validation(), published.split().validation(), prior),
                SplitMetrics.of(published.test(), published.split().test(), prior),
                SplitMetrics.of(outOfFold.outputs(), outOfFold.samples(), prior),
                Arrays.stream(THRESHOLDS)
                        .mapToObj(each -> BarrierTrading.of(outOfFold.outputs(), outOfFold.samples(), each, seed))
                        .toList(),
                GateTrading.of(outOfFold, labels, instruments, GateTrading.COST_POINTS, seed));
    }

    /** For the manifest. */
    @JsonIgnore
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put("accuracy", rounded(test.accuracy()));
        metrics.put("priorAccuracy", rounded(test.priorAccuracy()));
        metrics.put("logLoss", rounded(test.logLoss()));
        metrics.put("priorLogLoss", rounded(test.priorLogLoss()));
        metrics.put("calibrationError", rounded(test.calibrationError()));
        metrics.put("validationLogLoss", rounded(validation.logLoss()));
        metrics.put("outOfFoldLogLoss", rounded(outOfFold.logLoss()));
        metrics.put("outOfFoldPriorLogLoss", rounded(outOfFold.priorLogLoss()));
        metrics.put("gateTrades", (double) gate.trades());
        metrics.put("gateMeanReturn", rounded(gate.meanReturn()));
        metrics.put("gateRandomBetterShare", rounded(gate.randomBetterShare()));
        for (BarrierTrading each : trading) {
            String at = String.format(Locale.ROOT, "At%.2f", each.threshold());
            metrics.put("tradeShare" + at, rounded(each.share()));
            metrics.put("meanReturn" + at, rounded(each.meanReturn()));
        }
        return metrics;
    }

    private static double rounded(double value) {
        return Math.rint(value * 1e4) / 1e4;
    }
}
