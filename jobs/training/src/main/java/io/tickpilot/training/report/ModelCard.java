package io.tickpilot.training.report;

import io.tickpilot.onnx.ModelManifest;
import java.util.Locale;

/** The README that lies beside a model: the report's summary. */
public final class ModelCard {
    private ModelCard() {}

    public static String render(TrainingReport report) {
        ModelManifest manifest = report.manifest();
        StringBuilder card = new StringBuilder("# ")
                .append(manifest.agent())
                .append(" ")
                .append(manifest.version())
                .append("\n\n")
                .append(report.description())
                .append(" over ")
                .append(input(manifest))
                .append("; gives ")
                .append(String.join(", ", manifest.outputs()))
                .append(".\nScaling and calibration are inside `model.onnx`. Written by `./tickpilot train ")
                .append(manifest.agent())
                .append("`.\n\n");
        report.words().forEach(line -> card.append("- ").append(line).append('\n'));
        report.warnings()
                .forEach(line -> card.append("- Warning: ").append(line).append(".\n"));
        DirectionReport direction = report.direction();
        if (direction != null) {
            card.append("\n| split | windows | log loss | prior's | accuracy | prior's | calibration error |\n")
                    .append("| --- | --- | --- | --- | --- | --- | --- |\n");
            row(card, "training", direction.train());
            row(card, "validation", direction.validation());
            row(card, "test", direction.test());
            row(card, "all folds' tests", direction.outOfFold());
        }
        card.append("\n- Labels: ").append(manifest.training().labels()).append(".\n");
        card.append(String.format(
                Locale.ROOT,
                "- %d ticks from %s to %s; seed %d; %d walk-forward folds in %.0f s; the last fold's fit ended by %s.%n",
                report.dataset().ticks(),
                manifest.training().from(),
                manifest.training().to(),
                manifest.training().seed(),
                report.folds().size(),
                report.seconds(),
                report.ending()));
        card.append(String.format(
                Locale.ROOT,
                "- ONNX against the trainer: largest difference %.1e. One score: %.0f us median, one thread.%n",
                report.parityMaxAbsDiff(),
                report.scoreMicrosMedian()));
        return card.toString();
    }

    private static String input(ModelManifest manifest) {
        if (!manifest.reads().isEmpty()) {
            return "the probabilities of " + String.join(", ", manifest.reads());
        }
        return manifest.lookback() + " x " + manifest.width() + " raw features (schema `" + manifest.schemaName() + "` "
                + manifest.schemaHash().substring(0, 12) + ")";
    }

    private static void row(StringBuilder card, String name, SplitMetrics split) {
        card.append(String.format(
                Locale.ROOT,
                "| %s | %d | %.3f | %.3f | %.1f %% | %.1f %% | %.3f |%n",
                name,
                split.samples(),
                split.logLoss(),
                split.priorLogLoss(),
                100 * split.accuracy(),
                100 * split.priorAccuracy(),
                split.calibrationError()));
    }
}
