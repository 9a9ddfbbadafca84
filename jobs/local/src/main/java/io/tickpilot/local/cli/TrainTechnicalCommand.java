package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.local.Home;
import io.tickpilot.local.features.SchemaChoice;
import io.tickpilot.training.TechnicalTraining;
import io.tickpilot.training.TechnicalTrainingOptions;
import io.tickpilot.training.TrainingResult;
import io.tickpilot.training.network.FitSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the technical agent and leaves a verified model folder and an honest report. */
@Command(
        name = "technical",
        description = "Trains the technical agent: labels, fit, calibration, ONNX export with parity check, report.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: ./tickpilot train technical --simulated --out my-models/technical",
            "         ./tickpilot train technical --simulated --schema my.yaml --out mine",
            "         ./tickpilot demo --set agents.technical.model=mine"
        })
final class TrainTechnicalCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 3_650;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--simulated", description = "Trains on the simulated market.")
    private boolean simulated;

    @Option(names = "--days", description = "Of the simulated market, 1 to 3650. Default: ${DEFAULT-VALUE}.")
    private int days = (int) TechnicalTrainingOptions.SIMULATED_LENGTH.toDays();

    @Option(
            names = "--schema",
            paramLabel = "NAME|FILE",
            description =
                    "What the model reads: technical, or a schema's YAML file, of which a copy stays with the model. Default: ${DEFAULT-VALUE}.")
    private String schema = "technical";

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
    public Integer call() throws IOException {
        if (!simulated) {
            throw new ConfigException(
                    "--simulated: is required, training on recorded ticks is not there yet: not given");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new ConfigException("--days: must be in [1, " + MOST_DAYS + "]: " + days);
        }
        Resources resources = Configuration.load(config).engineWithFiles().resources();
        TechnicalTrainingOptions defaults = TechnicalTrainingOptions.simulated(
                seed,
                Duration.ofDays(days),
                out == null ? Home.state().resolve("models/technical") : out,
                report == null ? Home.state().resolve("reports/technical") : report);
        TrainingResult result;
        try (TrainingProgress progress = new TrainingProgress()) {
            result = TechnicalTraining.run(
                    defaults.withFit(fit(defaults.fit()))
                            .withSchema(new SchemaChoice(resources).find(schema), resources),
                    progress);
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
