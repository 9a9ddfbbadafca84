package io.tickpilot.training;

import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.onnx.ManifestFile;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.training.TrainingListener.Phase;
import io.tickpilot.training.dataset.Dataset;
import io.tickpilot.training.dataset.DatasetChecks;
import io.tickpilot.training.dataset.DatasetInfo;
import io.tickpilot.training.dataset.DatasetSettings;
import io.tickpilot.training.dataset.Folds;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.dataset.Split;
import io.tickpilot.training.dataset.SplitSettings;
import io.tickpilot.training.export.ModelFolder;
import io.tickpilot.training.export.OnnxGraph;
import io.tickpilot.training.report.DirectionReport;
import io.tickpilot.training.report.FoldReport;
import io.tickpilot.training.report.HonestWords;
import io.tickpilot.training.report.ModelCard;
import io.tickpilot.training.report.ReportFiles;
import io.tickpilot.training.report.TrainingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trains an agent: dataset through the live feature code, walk-forward folds, and for each of them fit, calibration, ONNX export with
 * parity check and scores of the exported graph itself; then model folder, of the last fold, and report. A training that fails
 * changes nothing on disk but the cached dataset.
 */
public final class AgentTraining {
    private final AgentTrainer trainer;
    private final TrainingOptions options;
    private final TrainingListener listener;
    private final long startNanos = System.nanoTime();

    private AgentTraining(AgentTrainer trainer, TrainingOptions options, TrainingListener listener) {
        this.trainer = trainer;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Trains an agent that reads features.
     *
     * @throws TrainingException one line, when it cannot be done or the parity does not hold
     * @throws io.tickpilot.core.config.ConfigException when the schema reads another regime model
     */
    public static TrainingResult run(AgentTrainer trainer, TrainingOptions options, TrainingListener listener) {
        FeatureSchema schema = trainer.schema();
        if (schema == null) {
            throw new IllegalArgumentException("an agent without schema needs a dataset: agent=" + trainer.name());
        }
        ReportFiles.requireWritable(options.reportFolder());
        try (ModelFolder draft = ModelFolder.draft(options.modelFolder())) {
            Dataset dataset =
                    options.data().build(schema, new DatasetSettings(trainer.labels(), options.everyBars()), listener);
            SplitSettings split = options.split().forWindowsOf(schema);
            return new AgentTraining(trainer, options, listener).run(draft, dataset, split);
        }
    }

    /** Trains on windows that are already there, as those of a stack are. */
    public static TrainingResult run(
            AgentTrainer trainer, TrainingOptions options, Dataset dataset, TrainingListener listener) {
        ReportFiles.requireWritable(options.reportFolder());
        try (ModelFolder draft = ModelFolder.draft(options.modelFolder())) {
            return new AgentTraining(trainer, options, listener).run(draft, dataset, options.split());
        }
    }

    private TrainingResult run(ModelFolder draft, Dataset dataset, SplitSettings settings) {
        DatasetInfo info = dataset.info();
        List<Split> folds = Folds.of(dataset.all(), settings);
        DatasetChecks.requireTrainable(dataset, folds, trainer.kind().votes());
        note("%d ticks, %d refused by validation, %d windows", info.ticks(), info.rejected(), dataset.size());
        List<String> warnings = DatasetChecks.warnings(dataset, folds);
        warnings.forEach(each -> note("warning: %s", each));
        try {
            List<FoldRun> runs = new ArrayList<>();
            for (int i = 0; i < folds.size(); i++) {
                runs.add(fold(i, folds, draft));
            }
            OutOfFold outOfFold = OutOfFold.of(runs);
            TrainingReport report = report(runs, outOfFold, warnings);
            ManifestFile.write(report.manifest(), draft.path().resolve(ManifestFile.NAME));
            Files.writeString(draft.path().resolve(ModelFolder.README), ModelCard.render(report));
            draft.publish();
            ReportFiles.write(report, options.reportFolder());
            listener.onProgress(Phase.EVALUATE, 1);
            return new TrainingResult(options.modelFolder(), options.reportFolder(), report, outOfFold);
        } catch (IOException e) {
            throw new TrainingException(options.modelFolder() + ": model cannot be written: " + e.getMessage(), e);
        }
    }

    /** The last fold is run in the draft itself, the others where nobody sees them. */
    private FoldRun fold(int number, List<Split> folds, ModelFolder draft) throws IOException {
        Split split = folds.get(number);
        boolean last = number == folds.size() - 1;
        note(
                "fold %d of %d: %d windows to train on, %d to validate, %d to test",
                number + 1,
                folds.size(),
                split.train().size(),
                split.validation().size(),
                split.test().size());
        noteBalance("training", split.train());
        noteBalance("test", split.test());
        FittedAgent fitted = trainer.fit(split.train(), split.validation(), options.seed(), listener);
        listener.onProgress(Phase.EVALUATE, 0);
        if (last) {
            return evaluated(split, fitted, draft.path(), true);
        }
        try (ScratchFolder scratch = ScratchFolder.create()) {
            return evaluated(split, fitted, scratch.path(), false);
        }
    }

    private FoldRun evaluated(Split split, FittedAgent fitted, Path folder, boolean published) throws IOException {
        FoldRun run = FoldRun.of(
                trainer,
                split,
                fitted,
                folder,
                published,
                options.seed(),
                graph -> manifest(graph, split, fitted, Map.of()));
        note(
                "calibration %s%s, ONNX against the trainer: largest difference %.1e",
                run.graph().calibration().method(),
                run.graph().calibration().method().equals("temperature")
                        ? String.format(
                                Locale.ROOT, " %.3f", run.graph().calibration().temperature())
                        : "",
                run.parity());
        if (run.quantisation() != null) {
            note("%s", run.quantisation().describe());
        }
        return run;
    }

    private TrainingReport report(List<FoldRun> runs, OutOfFold outOfFold, List<String> warnings) {
        FoldRun published = runs.get(runs.size() - 1);
        DatasetInfo info = published.split().train().dataset().info();
        List<FoldReport> folds =
                runs.stream().map(each -> each.report(trainer.kind().votes())).toList();
        DirectionReport direction = trainer.kind().votes()
                ? DirectionReport.of(
                        published, outOfFold, trainer.labels(), options.data().instruments(), options.seed())
                : null;
        List<Finding> findings = trainer.assess(outOfFold.outputs(), outOfFold.samples());
        return new TrainingReport(
                HonestWords.about(info, direction, findings),
                warnings,
                manifest(
                        published.graph(),
                        published.split(),
                        published.fitted(),
                        metrics(published, direction, findings)),
                trainer.describe(),
                (System.nanoTime() - startNanos) * 1e-9,
                info,
                folds,
                published.fitted().epochs(),
                published.fitted().ending(),
                published.parity(),
                published.scoreMicrosMedian(),
                published.scoreMicrosP99(),
                direction,
                findings,
                published.importance());
    }

    private ModelManifest manifest(FoldRun.Graph graph, Split split, FittedAgent fitted, Map<String, Double> metrics) {
        DatasetInfo info = split.train().dataset().info();
        FeatureSchema schema = trainer.schema();
        Scaling scaling = fitted.scaling();
        String sha256 = OnnxModels.sha256(graph.bytes());
        ModelManifest manifest = new ModelManifest(
                        trainer.name(),
                        (schema == null ? 1 : schema.version()) + "-" + sha256.substring(0, 8),
                        info.schemaName(),
                        info.schemaHash(),
                        info.lookback(),
                        info.width(),
                        ModelManifest.OUTPUTS,
                        new ModelManifest.Normalisation(
                                true,
                                scaling == null ? List.of() : scaling.means(),
                                scaling == null ? List.of() : scaling.deviations()),
                        new ModelManifest.Calibration(
                                true,
                                graph.calibration().method(),
                                graph.calibration().temperature()),
                        new ModelManifest.Training(
                                info.data(),
                                info.symbols(),
                                instant(info.firstMicros()),
                                instant(info.lastMicros()),
                                split.train().size(),
                                options.seed(),
                                trainer.target()),
                        metrics,
                        sha256,
                        OnnxGraph.OPSET,
                        "tickpilot train " + trainer.name() + " (" + trainer.engine() + ")")
                .ofKind(trainer.kind())
                .withOutputName(fitted.outputName())
                .withPrecision(graph.precision().key());
        return schema == null ? manifest.reading(trainer.reads()) : manifest;
    }

    private Map<String, Double> metrics(
            FoldRun published, @Nullable DirectionReport direction, List<Finding> findings) {
        Map<String, Double> metrics = new TreeMap<>();
        if (direction != null) {
            metrics.putAll(direction.metrics());
        }
        findings.forEach(each -> metrics.put(each.name(), rounded(each.value())));
        metrics.put("parityMaxAbsDiff", published.parity());
        Quantisation quantisation = published.quantisation();
        if (quantisation != null) {
            metrics.put("int8AccuracyDrop", rounded(quantisation.accuracyDrop()));
            metrics.put("int8LogLossRise", rounded(quantisation.logLossRise()));
        }
        return metrics;
    }

    private void noteBalance(String name, Samples samples) {
        double[] shares = samples.shares();
        note(
                "%s: %d windows, sell %.1f %%, hold %.1f %%, buy %.1f %%",
                name, samples.size(), 100 * shares[0], 100 * shares[1], 100 * shares[2]);
    }

    private void note(String format, Object... values) {
        listener.onNote(String.format(Locale.ROOT, format, values));
    }

    private static double rounded(double value) {
        return Math.rint(value * 1e4) / 1e4;
    }

    private static String instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)).toString();
    }
}
