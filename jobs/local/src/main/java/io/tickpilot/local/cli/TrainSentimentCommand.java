package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.local.Home;
import io.tickpilot.training.sentiment.FitSettings;
import io.tickpilot.training.sentiment.SentimentOptions;
import io.tickpilot.training.sentiment.SentimentResult;
import io.tickpilot.training.sentiment.SentimentTraining;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains the small text model and leaves a verified model folder and an honest report. */
@Command(
        name = "sentiment",
        description = "Trains the text model on labelled headlines: vocabulary, fit, calibration, ONNX export, report.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The CSV has the columns text and label (negative, neutral, positive), or SEntFiN's Title and Decisions.",
            "Example: ./tickpilot train sentiment --data SEntFiN.csv --out my-models/sentiment",
            "         ./tickpilot models score-text --model my-models/sentiment \"Dollar slides after weak jobs data\""
        })
final class TrainSentimentCommand implements Callable<Integer> {
    private static final int MOST_EPOCHS = 1_000;

    @Option(names = "--data", paramLabel = "CSV", required = true, description = "Labelled headlines.")
    private Path data = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Model folder, replaced as a whole. Default: .tickpilot/models/sentiment.")
    private @Nullable Path out;

    @Option(names = "--report", paramLabel = "DIR", description = "Default: .tickpilot/reports/sentiment.")
    private @Nullable Path report;

    @Option(names = "--seed", description = "Of split, weights, dropout and batches. Default: ${DEFAULT-VALUE}.")
    private long seed = FitSettings.DEFAULTS.seed();

    @Option(names = "--epochs", description = "At most. Default: ${DEFAULT-VALUE}.")
    private int epochs = FitSettings.DEFAULTS.epochs();

    @Option(names = "--json", description = "Ends with one JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        if (epochs < 1 || epochs > MOST_EPOCHS) {
            throw new ConfigException("--epochs: must be in [1, " + MOST_EPOCHS + "]: " + epochs);
        }
        SentimentOptions options = new SentimentOptions(
                data,
                FitSettings.DEFAULTS.with(seed, epochs),
                out == null ? Home.state().resolve("models/sentiment") : out,
                report == null ? Home.state().resolve("reports/sentiment") : report);
        SentimentResult result;
        try (TrainingProgress progress = new TrainingProgress()) {
            result = SentimentTraining.run(options, progress);
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
}
