package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.local.Home;
import io.tickpilot.training.TechnicalTraining;
import io.tickpilot.training.TechnicalTrainingOptions;
import io.tickpilot.training.TrainingResult;
import io.tickpilot.training.network.FitSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains the technical agent and leaves a verified model folder and an honest report. */
@Command(
        name = "technical",
        description = "Trains the technical agent: labels, fit, calibration, ONNX export with parity check, report.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot train technical --simulated --out my-models/technical")
final class TrainTechnicalCommand implements Callable<Integer> {
    @Option(names = "--simulated", description = "Trains on the simulated market.")
    private boolean simulated;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Model folder, replaced as a whole. Default: .tickpilot/models/technical.")
    private @Nullable Path out;

    @Option(names = "--report", paramLabel = "DIR", description = "Default: .tickpilot/reports/technical.")
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
        if (!simulated) {
            throw new ConfigException(
                    "--simulated: is required, training on recorded ticks is not there yet: not given");
        }
        TechnicalTrainingOptions defaults = TechnicalTrainingOptions.simulated(
                seed,
                out == null ? Home.state().resolve("models/technical") : out,
                report == null ? Home.state().resolve("reports/technical") : report);
        TrainingResult result;
        try (TrainingProgress progress = new TrainingProgress()) {
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
}
