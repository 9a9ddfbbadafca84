package io.tickpilot.training;

import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.onnx.ManifestFile;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.OnnxAgentModel;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.training.TrainingListener.Phase;
import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Sample;
import io.tickpilot.training.dataset.SampleCollector;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.dataset.Split;
import io.tickpilot.training.export.BiLstmExport;
import io.tickpilot.training.export.ModelFolder;
import io.tickpilot.training.network.BiLstmFitter;
import io.tickpilot.training.network.FittedNetwork;
import io.tickpilot.training.report.BarrierTrading;
import io.tickpilot.training.report.HonestWords;
import io.tickpilot.training.report.Logits;
import io.tickpilot.training.report.ModelCard;
import io.tickpilot.training.report.ReportFiles;
import io.tickpilot.training.report.SplitMetrics;
import io.tickpilot.training.report.TrainingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains the technical agent: ticks to labelled windows through the live feature code, fit, calibration, ONNX export with
 * parity check, metrics of the exported graph itself, then model folder and report. A training that fails changes
 * nothing on disk.
 */
public final class TechnicalTraining {
    /** Largest difference of a probability between the trainer and ONNX Runtime. */
    public static final double PARITY_LIMIT = 1e-4;

    private static final double[] THRESHOLDS = {0.5, 0.6, 0.75};
    private static final int FEWEST_SAMPLES = 50;
    private static final int TICKS_BETWEEN_PROGRESS = 50_000;
    private static final String AGENT = "technical";

    private final TechnicalTrainingOptions options;
    private final TrainingListener listener;
    private final FeatureSchema schema;
    private final long startNanos = System.nanoTime();

    private long firstMicros = Long.MAX_VALUE;
    private long lastMicros = Long.MIN_VALUE;

    private TechnicalTraining(TechnicalTrainingOptions options, TrainingListener listener) {
        this.options = options;
        this.schema = options.schema();
        this.listener = listener;
    }

    /**
     * @throws TrainingException one line, when it cannot be done or the parity does not hold
     * @throws io.tickpilot.core.config.ConfigException when the schema reads another regime model
     */
    public static TrainingResult run(TechnicalTrainingOptions options, TrainingListener listener) {
        return new TechnicalTraining(options, listener).run();
    }

    private TrainingResult run() {
        ReportFiles.requireWritable(options.reportFolder());
        try (ModelFolder draft = ModelFolder.draft(options.modelFolder())) {
            SampleCollector collector = collect();
            Split split = split(collector.samples());
            Scaling scaling = Scaling.of(split.train(), schema.width());
            FittedNetwork fitted = new BiLstmFitter(options.fit(), scaling, schema.lookback(), schema.width(), listener)
                    .fit(split.train(), split.validation());
            double temperature = Logits.temperature(fitted.validationLogits(), split.validation());
            byte[] graph = BiLstmExport.toOnnx(fitted.weights(), scaling, temperature, schema.lookback());
            TrainingReport report = evaluate(draft.path(), graph, collector, split, scaling, fitted, temperature);
            Files.writeString(draft.path().resolve(ModelFolder.README), ModelCard.render(report));
            draft.publish();
            ReportFiles.write(report, options.reportFolder());
            listener.onProgress(Phase.EVALUATE, 1);
            return new TrainingResult(options.modelFolder(), options.reportFolder(), report);
        } catch (IOException e) {
            throw new TrainingException(options.modelFolder() + ": model cannot be written: " + e.getMessage(), e);
        }
    }

    private SampleCollector collect() {
        SampleCollector collector = new SampleCollector(
                options.instruments(),
                options.validation(),
                FeaturePlan.of(List.of(schema), options.resources()),
                options.barriers(),
                options.split().everyBars());
        Iterator<Tick> ticks = options.ticks().source().get();
        while (ticks.hasNext()) {
            Tick tick = ticks.next();
            collector.add(tick);
            firstMicros = Math.min(firstMicros, tick.eventTimeMicros());
            lastMicros = Math.max(lastMicros, tick.eventTimeMicros());
            if (collector.ticks() % TICKS_BETWEEN_PROGRESS == 0) {
                listener.onProgress(Phase.COLLECT, options.ticks().progress(tick.eventTimeMicros()));
            }
        }
        listener.onProgress(Phase.COLLECT, 1);
        note("%d ticks, %d refused by validation", collector.ticks(), collector.rejected());
        return collector;
    }

    private Split split(List<Sample> samples) {
        Split split = Split.of(samples, options.split().forWindowsOf(schema));
        int smallest = Math.min(
                split.train().size(),
                Math.min(split.validation().size(), split.test().size()));
        if (smallest < FEWEST_SAMPLES) {
            throw new TrainingException(
                    "too few windows to train on, give more ticks, or features that have values in this market: windows="
                            + samples.size() + " train=" + split.train().size() + " validation="
                            + split.validation().size() + " test="
                            + split.test().size());
        }
        noteBalance("training", split.train());
        noteBalance("validation", split.validation());
        noteBalance("test", split.test());
        return split;
    }

    private TrainingReport evaluate(
            Path folder,
            byte[] graph,
            SampleCollector collector,
            Split split,
            Scaling scaling,
            FittedNetwork fitted,
            double temperature)
            throws IOException {
        listener.onProgress(Phase.EVALUATE, 0);
        Files.write(folder.resolve(OnnxModels.GRAPH_NAME), graph);
        Files.writeString(folder.resolve(OnnxModels.SCHEMA_NAME), schema.toYaml());
        ModelManifest draft = manifest(graph, split, scaling, temperature, Map.of());
        ManifestFile.write(draft, folder.resolve(ManifestFile.NAME));
        try (OnnxAgentModel model = OnnxModels.open(folder)) {
            float[][] validation =
                    score(model, split.validation(), new long[split.validation().size()]);
            double parity = parity(fitted.validationLogits(), temperature, validation);
            note("temperature %.3f, ONNX against the trainer: largest difference %.1e", temperature, parity);
            if (!(parity <= PARITY_LIMIT)) {
                throw new TrainingException("exported model does not reproduce the trainer's output: max-abs-diff="
                        + parity + " limit=" + PARITY_LIMIT);
            }
            listener.onProgress(Phase.EVALUATE, 0.3);
            double[] prior = Label.shares(split.train());
            SplitMetrics train = SplitMetrics.of(
                    score(model, split.train(), new long[split.train().size()]), split.train(), prior);
            listener.onProgress(Phase.EVALUATE, 0.8);
            long[] nanos = new long[split.test().size()];
            float[][] test = score(model, split.test(), nanos);
            SplitMetrics testMetrics = SplitMetrics.of(test, split.test(), prior);
            List<BarrierTrading> trading = Arrays.stream(THRESHOLDS)
                    .mapToObj(each -> BarrierTrading.of(
                            test, split.test(), each, options.fit().seed()))
                    .toList();
            ModelManifest manifest =
                    manifest(graph, split, scaling, temperature, metrics(fitted, testMetrics, trading, parity));
            ManifestFile.write(manifest, folder.resolve(ManifestFile.NAME));
            Arrays.sort(nanos);
            return new TrainingReport(
                    HonestWords.about(
                            options.ticks().description(), options.ticks().simulated(), train, testMetrics, trading),
                    manifest,
                    fitted.ending(),
                    (System.nanoTime() - startNanos) * 1e-9,
                    collector.ticks(),
                    collector.rejected(),
                    split.dropped(),
                    split.thinned(),
                    fitted.epochs(),
                    temperature,
                    parity,
                    nanos[nanos.length / 2] * 1e-3,
                    nanos[nanos.length * 99 / 100] * 1e-3,
                    train,
                    SplitMetrics.of(validation, split.validation(), prior),
                    testMetrics,
                    trading);
        }
    }

    private static float[][] score(OnnxAgentModel model, List<Sample> samples, long[] nanos) {
        float[][] probabilities = new float[samples.size()][Label.COUNT];
        for (int i = 0; i < probabilities.length; i++) {
            long began = System.nanoTime();
            model.score(samples.get(i).window(), probabilities[i]);
            nanos[i] = System.nanoTime() - began;
        }
        return probabilities;
    }

    private static double parity(float[][] logits, double temperature, float[][] probabilities) {
        double largest = 0;
        for (int i = 0; i < logits.length; i++) {
            float[] expected = Logits.probabilities(logits[i], temperature);
            for (int k = 0; k < expected.length; k++) {
                largest = Math.max(largest, Math.abs(expected[k] - probabilities[i][k]));
            }
        }
        return largest;
    }

    private ModelManifest manifest(
            byte[] graph, Split split, Scaling scaling, double temperature, Map<String, Double> metrics) {
        String sha256 = OnnxModels.sha256(graph);
        List<String> symbols =
                split.train().stream().map(Sample::symbol).distinct().sorted().toList();
        return new ModelManifest(
                AGENT,
                schema.version() + "-" + sha256.substring(0, 8),
                schema.name(),
                schema.hash(),
                schema.lookback(),
                schema.width(),
                ModelManifest.OUTPUTS,
                new ModelManifest.Normalisation(true, scaling.means(), scaling.deviations()),
                new ModelManifest.Calibration(true, "temperature", temperature),
                new ModelManifest.Training(
                        options.ticks().description(),
                        symbols,
                        instant(firstMicros),
                        instant(lastMicros),
                        split.train().size(),
                        options.fit().seed(),
                        options.barriers().describe()),
                metrics,
                sha256,
                BiLstmExport.OPSET,
                "tickpilot train technical (" + BiLstmFitter.engineName() + ")");
    }

    private static Map<String, Double> metrics(
            FittedNetwork fitted, SplitMetrics test, List<BarrierTrading> trading, double parity) {
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put("accuracy", rounded(test.accuracy()));
        metrics.put("priorAccuracy", rounded(test.priorAccuracy()));
        metrics.put("logLoss", rounded(test.logLoss()));
        metrics.put("priorLogLoss", rounded(test.priorLogLoss()));
        metrics.put("calibrationError", rounded(test.calibrationError()));
        metrics.put("validationLogLoss", rounded(fitted.best().validationLoss()));
        metrics.put("parityMaxAbsDiff", parity);
        for (BarrierTrading each : trading) {
            String at = String.format(Locale.ROOT, "At%.2f", each.threshold());
            metrics.put("tradeShare" + at, rounded(each.share()));
            metrics.put("meanReturn" + at, rounded(each.meanReturn()));
        }
        return metrics;
    }

    private void noteBalance(String name, List<Sample> samples) {
        double[] shares = Label.shares(samples);
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
