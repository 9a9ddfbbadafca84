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
                .append("\n\nTwo-direction LSTM over ")
                .append(manifest.lookback())
                .append(" x ")
                .append(manifest.width())
                .append(" raw features (schema `")
                .append(manifest.schemaName())
                .append("` ")
                .append(manifest.schemaHash(), 0, 12)
                .append("); gives P(sell), P(hold), P(buy).\nScaling and calibration are inside `model.onnx`.")
                .append(" Written by `./tickpilot train technical`.\n\n");
        report.words().forEach(line -> card.append("- ").append(line).append('\n'));
        card.append("\n| split | windows | log loss | prior's | accuracy | prior's | calibration error |\n")
                .append("| --- | --- | --- | --- | --- | --- | --- |\n");
        row(card, "training", report.train());
        row(card, "validation", report.validation());
        row(card, "test", report.test());
        card.append("\n- Labels: ").append(manifest.training().labels()).append(".\n");
        card.append(String.format(
                Locale.ROOT,
                "- %d ticks from %s to %s; seed %d; %d epochs in %.0f s, ended by %s.%n",
                report.ticks(),
                manifest.training().from(),
                manifest.training().to(),
                manifest.training().seed(),
                report.epochs().size(),
                report.seconds(),
                report.ending()));
        card.append(String.format(
                Locale.ROOT,
                "- ONNX against the trainer: largest difference %.1e. One score: %.0f us median, one thread.%n",
                report.parityMaxAbsDiff(),
                report.scoreMicrosMedian()));
        return card.toString();
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
