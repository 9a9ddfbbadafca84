package io.tickpilot.training.report;

import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.training.Finding;
import io.tickpilot.training.network.Epoch;
import io.tickpilot.training.report.Plot.Line;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report as one self-contained page: words first, then tables and plots. */
final class HtmlReport {
    static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1d2733; --paper: #fff; --soft: #8894a3; --a: #1b6ac9; --b: #d97706; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e3e9f0; --paper: #12171d; --a: #6cb0ff; --b: #f4b45e; } }
            body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 68rem; \
            margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
            th, td { padding: .25rem .6rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--soft); }
            th:first-child, td:first-child { text-align: left; }
            svg { max-width: 29rem; width: 100%; margin-right: 1rem; }
            svg text { font-size: 11px; fill: var(--ink); }
            .frame { fill: none; stroke: var(--soft); }
            polyline { fill: none; stroke-width: 1.8; }
            .a { stroke: var(--a); } .b { stroke: var(--b); } .guide { stroke: var(--soft); stroke-dasharray: 4 3; }
            .bar { width: 16rem; } .bar i { display: block; height: .7rem; background: var(--a); }
            .key-a { color: var(--a); } .key-b { color: var(--b); }
            """;

    private static final String METRIC_HEADS = "<th>windows</th><th>sell</th><th>hold</th><th>buy</th><th>log loss</th>"
            + "<th>prior's</th><th>accuracy</th><th>prior's</th><th>Brier</th><th>calibration error</th></tr>\n";

    private HtmlReport() {}

    static String render(TrainingReport report) {
        ModelManifest manifest = report.manifest();
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>Training of ")
                .append(escaped(manifest.agent() + " " + manifest.version()))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(escaped(manifest.agent() + " " + manifest.version()))
                .append("</h1>\n<ul>\n");
        report.words().forEach(line -> page.append("<li>").append(escaped(line)).append("</li>\n"));
        report.warnings()
                .forEach(line ->
                        page.append("<li>Warning: ").append(escaped(line)).append(".</li>\n"));
        page.append("</ul>\n");
        DirectionReport direction = report.direction();
        if (direction != null) {
            splits(page, direction);
            folds(page, report.folds());
            gate(page, direction.gate());
            trading(page, direction.trading());
            confusion(page, direction.outOfFold());
        }
        findings(page, report.findings());
        importance(page, report.importance());
        fit(page, report);
        return page.append("</body></html>\n").toString();
    }

    private static void splits(StringBuilder page, DirectionReport direction) {
        page.append("<h2>Splits of the published model, in order of time</h2>\n<table><tr><th>split</th>")
                .append(METRIC_HEADS);
        split(page, "training", direction.train());
        split(page, "validation", direction.validation());
        split(page, "test", direction.test());
        page.append("</table>\n<p>Calibration and early stopping saw the validation split; nothing saw the test split.")
                .append("</p>\n");
    }

    private static void folds(StringBuilder page, List<FoldReport> folds) {
        page.append("<h2>Walk-forward folds, each tested by its own model</h2>\n<table><tr><th>tested</th>")
                .append(METRIC_HEADS);
        int dropped = 0;
        for (FoldReport fold : folds) {
            if (fold.test() != null) {
                split(page, day(fold.testFromMicros()) + " to " + day(fold.testToMicros()), fold.test());
            }
            dropped += fold.dropped();
        }
        page.append("</table>\n<p>Left out at the boundaries: ").append(dropped).append(" windows.</p>\n");
    }

    private static void findings(StringBuilder page, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        page.append("<h2>Out of fold</h2>\n<table><tr><th>measure</th><th>model</th><th></th><th></th></tr>\n");
        for (Finding each : findings) {
            page.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%s</td><td>%.4f</td><td>%s</td><td>%s</td></tr>%n",
                    escaped(each.meaning()),
                    each.value(),
                    each.against().words(),
                    each.against() == Finding.Against.NOTHING
                            ? ""
                            : String.format(Locale.ROOT, "%.4f", each.reference())));
        }
        page.append("</table>\n");
    }

    private static String counted(Map<String, Integer> counts) {
        return counts.isEmpty()
                ? "nothing"
                : counts.entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String day(long micros) {
        return Instant.ofEpochSecond(micros / 1_000_000L).toString().substring(0, 10);
    }

    private static void split(StringBuilder page, String name, SplitMetrics split) {
        double[] shares = split.labelShares();
        page.append(String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td>%d</td><td>%.1f %%</td><td>%.1f %%</td><td>%.1f %%</td><td>%.3f</td><td>%.3f</td>"
                        + "<td>%.1f %%</td><td>%.1f %%</td><td>%.3f</td><td>%.3f</td></tr>%n",
                name,
                split.samples(),
                100 * shares[0],
                100 * shares[1],
                100 * shares[2],
                split.logLoss(),
                split.priorLogLoss(),
                100 * split.accuracy(),
                100 * split.priorAccuracy(),
                split.brier(),
                split.calibrationError()));
    }

    private static void gate(StringBuilder page, GateTrading gate) {
        page.append("<h2>Through the default gate, beside random directions</h2>\n<table><tr><th>windows</th>")
                .append("<th>named a side</th><th>trades</th><th>won</th><th>mean</th><th>total</th><th>drawdown</th>")
                .append("<th>random median</th><th>random 5 to 95 %</th><th>random as good</th></tr>\n")
                .append(String.format(
                        Locale.ROOT,
                        "<tr><td>%d</td><td>%d</td><td>%d</td><td>%.1f %%</td><td>%+.3f R</td><td>%+.1f R</td>"
                                + "<td>%.1f R</td><td>%+.1f R</td><td>%+.1f to %+.1f R</td><td>%.1f %%</td></tr>%n",
                        gate.windows(),
                        gate.candidates(),
                        gate.trades(),
                        100 * gate.winShare(),
                        gate.meanReturn(),
                        gate.total(),
                        gate.maxDrawdown(),
                        gate.random().p50(),
                        gate.random().p05(),
                        gate.random().p95(),
                        100 * gate.randomBetterShare()))
                .append("</table>\n<p>Confidence ")
                .append(String.format(
                        Locale.ROOT, "%.2f, costs %.0f points a trade", gate.confidence(), gate.costPoints()))
                .append(
                        " beside the spread; R is the distance of the plan's stop; a trade ends as its label does, not by")
                .append(" the plan's partial exits. Refused first by: ")
                .append(escaped(counted(gate.rejected())))
                .append(".</p>\n");
        if (gate.trades() > 1) {
            double[] ends = {1, gate.trades()};
            page.append(Plot.svg(
                            "trade",
                            "total in R",
                            List.of(
                                    new Line("guide", ends, new double[] {
                                        0, gate.random().p05()
                                    }),
                                    new Line("guide", ends, new double[] {
                                        0, gate.random().p95()
                                    }),
                                    new Line("b", ends, new double[] {
                                        0, gate.random().p50()
                                    }),
                                    new Line("a", counting(gate.trades()), gate.equity()))))
                    .append(
                            "<p><span class=\"key-a\">model</span>, <span class=\"key-b\">median of random directions</span>")
                    .append(", dashed their 5 and 95 %</p>\n");
        }
    }

    private static void importance(StringBuilder page, List<FeatureImportance> features) {
        if (features.isEmpty()) {
            return;
        }
        double most = Math.max(1e-9, features.get(0).worth());
        page.append("<h2>What each feature is worth</h2>\n<table><tr><th>feature</th><th>worth</th><th></th></tr>\n");
        for (FeatureImportance each : features) {
            page.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%s</td><td>%+.4f</td><td class=\"bar\"><i style=\"width:%.0f%%\"></i></td></tr>%n",
                    escaped(each.feature()),
                    each.worth(),
                    100 * Math.max(0, each.worth()) / most));
        }
        page.append("</table>\n<p>Rise of the test split's log loss when the feature comes from another window;")
                .append(" features that tell the same share their worth.</p>\n");
    }

    private static void trading(StringBuilder page, List<BarrierTrading> all) {
        page.append("<h2>Trading the test splits as labelled</h2>\n<table><tr><th>confidence</th><th>trades</th>")
                .append("<th>of windows</th><th>won</th><th>mean return</th><th>total</th><th>random total</th>")
                .append("<th>random 5 to 95 %</th><th>random as good</th></tr>\n");
        for (BarrierTrading each : all) {
            page.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%.2f</td><td>%d</td><td>%.1f %%</td><td>%.1f %%</td><td>%+.3f</td><td>%+.1f</td>"
                            + "<td>%+.1f</td><td>%+.1f to %+.1f</td><td>%.1f %%</td></tr>%n",
                    each.threshold(),
                    each.trades(),
                    100 * each.share(),
                    100 * each.winShare(),
                    each.meanReturn(),
                    each.total(),
                    each.randomMean(),
                    each.randomLow(),
                    each.randomHigh(),
                    100 * each.randomBetterShare()));
        }
        page.append("</table>\n");
        for (BarrierTrading each : all) {
            if (each.trades() > 1) {
                Line model = new Line("a", counting(each.trades()), each.equity());
                Line random = new Line("b", new double[] {1, each.trades()}, new double[] {0, each.randomMean()});
                String name = String.format(Locale.ROOT, "total return at %.2f", each.threshold());
                page.append(Plot.svg("trade", name, List.of(model, random)));
            }
        }
        page.append(
                "<p><span class=\"key-a\">model</span>, <span class=\"key-b\">mean of random directions</span></p>\n");
    }

    private static void confusion(StringBuilder page, SplitMetrics test) {
        String[] names = {"sell", "hold", "buy"};
        page.append("<h2>Test splits: truth against the largest probability</h2>\n<table><tr><th>truth</th>")
                .append("<th>named sell</th><th>named hold</th><th>named buy</th></tr>\n");
        for (int truth = 0; truth < names.length; truth++) {
            page.append("<tr><td>").append(names[truth]).append("</td>");
            for (int count : test.confusion()[truth]) {
                page.append("<td>").append(count).append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</table>\n");
        double[] claimed = test.reliability().stream()
                .mapToDouble(SplitMetrics.Bin::confidence)
                .toArray();
        double[] came = test.reliability().stream()
                .mapToDouble(SplitMetrics.Bin::accuracy)
                .toArray();
        Line ideal = new Line("guide", new double[] {0, 1}, new double[] {0, 1});
        page.append(Plot.svg(
                        "confidence claimed", "share that came true", List.of(ideal, new Line("a", claimed, came))))
                .append("<p>Calibration: what was claimed against what came true; dashed is perfect.</p>\n");
    }

    private static void fit(StringBuilder page, TrainingReport report) {
        List<Epoch> epochs = report.epochs();
        page.append("<h2>Fit of the published model</h2>\n");
        if (!epochs.isEmpty()) {
            epochs(page, epochs);
        }
        page.append("<p>Ended by ")
                .append(escaped(report.ending()))
                .append(String.format(
                        Locale.ROOT,
                        " after %.0f s in all. ONNX against the trainer: largest difference %.1e. One score took %.0f us"
                                + " (P99 %.0f us) on one thread. %d ticks read, %d refused. Seed %d.</p>%n",
                        report.seconds(),
                        report.parityMaxAbsDiff(),
                        report.scoreMicrosMedian(),
                        report.scoreMicrosP99(),
                        report.dataset().ticks(),
                        report.dataset().rejected(),
                        report.manifest().training().seed()));
    }

    private static void epochs(StringBuilder page, List<Epoch> epochs) {
        double[] numbers = counting(epochs.size());
        Line train = new Line(
                "a", numbers, epochs.stream().mapToDouble(Epoch::trainLoss).toArray());
        Line validation = new Line(
                "b", numbers, epochs.stream().mapToDouble(Epoch::validationLoss).toArray());
        page.append(Plot.svg("epoch", "log loss", List.of(train, validation)))
                .append(
                        "<p><span class=\"key-a\">training (with dropout)</span>, <span class=\"key-b\">validation</span>")
                .append("</p>\n");
    }

    private static double[] counting(int length) {
        double[] numbers = new double[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = i + 1;
        }
        return numbers;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
