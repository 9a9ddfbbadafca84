package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.local.Home;
import io.tickpilot.training.TechnicalTraining;
import io.tickpilot.training.TechnicalTrainingOptions;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.TrainingResult;
import io.tickpilot.training.network.Epoch;
import io.tickpilot.training.network.FitSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains an agent and leaves a verified model folder and an honest report. */
@Command(
        name = "train",
        description = "Trains an agent: labels, fit, calibration, ONNX export with parity check, report.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot train technical --simulated --out my-models/technical")
final class TrainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "AGENT", description = "technical")
    private String agent;

    @Option(names = "--simulated", description = "Trains on the simulated market.")
    private boolean simulated;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Model folder, replaced as a whole. Default: .tickpilot/models/AGENT.")
    private @Nullable Path out;

    @Option(names = "--report", paramLabel = "DIR", description = "Default: .tickpilot/reports/AGENT.")
    private @Nullable Path report;

    @Option(names = "--seed", description = "Of market, weights, dropout and batches. Default: ${DEFAULT-VALUE}.")
    private long seed = FitSettings.DEFAULTS.seed();

    @Option(names = "--epochs", description = "At most. Default: ${DEFAULT-VALUE}.")
    private int epochs = FitSettings.DEFAULTS.epochs();

    @Option(names = "--hidden", description = "Units of each LSTM direction. Default: ${DEFAULT-VALUE}.")
    private int hidden = FitSettings.DEFAULTS.hidden();

    @Option(names = "--max-minutes", description = "No epoch begins later. Default: ${DEFAULT-VALUE}.")
    private double maxMinutes = FitSettings.DEFAULTS.maxMinutes();

    @Option(names = "--json", description = "Ends with one JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        if (!agent.equals("technical")) {
            throw new ConfigException("AGENT: must be technical: " + agent);
        }
        if (!simulated) {
            throw new ConfigException(
                    "--simulated: is required, training on recorded ticks is not there yet: not given");
        }
        TechnicalTrainingOptions defaults = TechnicalTrainingOptions.simulated(
                seed,
                out == null ? Home.state().resolve("models/technical") : out,
                report == null ? Home.state().resolve("reports/technical") : report);
        TrainingResult result;
        try (Progress progress = new Progress()) {
            result = TechnicalTraining.run(defaults.withFit(fit(defaults.fit())), progress);
        }
        System.out.println(
                json
                        ? Json.line(Map.of(
                                "model", result.modelFolder().toString(),
                                "report", result.reportFolder().toString(),
                                "summary", result.report()))
                        : "model   " + result.modelFolder() + System.lineSeparator() + "report  "
                                + result.reportFolder().resolve("report.html"));
        return Failures.DONE;
    }

    private FitSettings fit(FitSettings base) {
        try {
            return new FitSettings(
                    seed,
                    epochs,
                    base.patience(),
                    base.learningRate(),
                    base.batch(),
                    hidden,
                    base.dense(),
                    base.dropout(),
                    base.gradientClip(),
                    maxMinutes);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    /** One bar for each phase; epochs and notes as lines between. */
    private static final class Progress implements TrainingListener, AutoCloseable {
        private @Nullable Phase phase;
        private @Nullable ProgressBar bar;

        @Override
        public void onProgress(Phase now, double share) {
            ProgressBar current = bar;
            if (now != phase || current == null) {
                close();
                phase = now;
                current = new ProgressBar(now.name().toLowerCase(Locale.ROOT));
                bar = current;
            }
            current.show(share, "");
        }

        @Override
        public void onEpoch(Epoch e) {
            line(String.format(
                    Locale.ROOT,
                    "epoch %d: train loss %.4f, validation loss %.4f, accuracy %.3f, %.0f s%s",
                    e.number(),
                    e.trainLoss(),
                    e.validationLoss(),
                    e.validationAccuracy(),
                    e.seconds(),
                    e.best() ? ", best so far" : ""));
        }

        @Override
        public void onNote(String line) {
            line(line);
        }

        private void line(String text) {
            close();
            System.err.println(text);
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }
}
