package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.local.Home;
import io.tickpilot.records.MinuteRecords;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RejectsFile;
import io.tickpilot.training.TickSupply;
import io.tickpilot.training.TrainingOptions;
import io.tickpilot.training.dataset.DatasetBuilder;
import io.tickpilot.training.dataset.SplitSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs that train on ticks have in common: their data and their folds. */
abstract class TrainOnTicksCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 3_650;
    private static final int MOST_FOLDS = 50;
    private static final int MINUTES_A_DAY = 1_440;

    @Mixin
    private ConfigOptions config;

    @Mixin
    private RecordedData data;

    @Option(
            names = "--simulated",
            description = "Trains on the simulated market, of six symbols or of those given by --symbol.")
    private boolean simulated;

    @Option(names = "--days", description = "Of the simulated market, 1 to 3650. Default: ${DEFAULT-VALUE}.")
    private int days = (int) TrainingOptions.SIMULATED_LENGTH.toDays();

    @Option(
            names = "--bar-spread",
            paramLabel = "POINTS",
            description = "Spread to assume where --data are one-minute bars of bids. Default: ${DEFAULT-VALUE}.")
    private double barSpread = 10;

    @Option(
            names = "--datasets",
            paramLabel = "DIR",
            description = "Keeps the windows, for the next training on the same ticks. Default: .tickpilot/datasets.")
    private @Nullable Path datasets;

    @Option(names = "--seed", description = "Of market and training. Default: ${DEFAULT-VALUE}.")
    private long seed = TrainingOptions.DEFAULT_SEED;

    @Option(
            names = "--folds",
            description = "Walk-forward folds over the second half of the data. Default: ${DEFAULT-VALUE}.")
    private int folds = SplitSettings.DEFAULTS.folds();

    @Option(
            names = "--every",
            paramLabel = "BARS",
            description = "One-minute bars from a window to the next. Default: ${DEFAULT-VALUE}.")
    private int everyBars = TrainingOptions.DEFAULT_EVERY_BARS;

    @Option(
            names = "--max-windows",
            paramLabel = "N",
            description = "Of a training split; thinned evenly above. Default: ${DEFAULT-VALUE}.")
    private int maxWindows = SplitSettings.DEFAULTS.maxTrainSamples();

    @Option(names = "--json", description = "Ends with one JSON object on stdout.")
    private boolean json;

    /** Trains on these ticks and says what came of it. */
    abstract void train(DatasetBuilder builder) throws IOException;

    @Override
    public final Integer call() throws IOException {
        if (simulated == data.isGiven()) {
            throw new ConfigException("--simulated: give it, or --data with --symbol, and not both: "
                    + (simulated ? "both given" : "nothing given"));
        }
        check("--days", days, 1, MOST_DAYS);
        check("--folds", folds, 1, MOST_FOLDS);
        check("--every", everyBars, 1, MINUTES_A_DAY);
        check("--max-windows", maxWindows, 1, Integer.MAX_VALUE);
        if (simulated) {
            trainSimulated();
        } else {
            trainRecorded();
        }
        return Failures.DONE;
    }

    private void trainSimulated() throws IOException {
        List<String> symbols = data.symbols().isEmpty() ? TrainingOptions.SIMULATED_SYMBOLS : data.symbols();
        Resources resources = Configuration.load(config).engineWithFiles().resources();
        train(TrainingOptions.simulated(symbols, seed, Duration.ofDays(days), datasets())
                .withResources(resources));
    }

    private void trainRecorded() throws IOException {
        EngineSettings engine = Configuration.load(config).engineWithFiles();
        Path file = Home.state().resolve("train-rejects.txt");
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (RejectsFile rejects = new RejectsFile(file)) {
            List<RecordInput> inputs = data.inputs();
            boolean bars = MinuteRecords.recognises(inputs.get(0));
            DatasetBuilder builder = new DatasetBuilder(
                    bars
                            ? TickSupply.minutes(inputs, barSpread, engine.instruments(), rejects)
                            : TickSupply.recorded(inputs, rejects),
                    engine.instruments(),
                    engine.validation(),
                    engine.resources(),
                    datasets());
            train(bars ? builder.withoutJumpCheck() : builder);
            if (rejects.count() > 0) {
                System.err.println(
                        "tickpilot: " + rejects.count() + " lines are no ticks, with file and number in " + file);
            }
        }
    }

    /** Where model and report of an agent go is not known here. */
    final TrainingOptions options(DatasetBuilder builder, Path model, Path report) {
        SplitSettings split = SplitSettings.DEFAULTS.withFolds(folds).withMaxTrainSamples(maxWindows);
        return new TrainingOptions(builder, everyBars, split, seed, model, report);
    }

    final boolean json() {
        return json;
    }

    private Path datasets() {
        return datasets == null ? Home.state().resolve("datasets") : datasets;
    }

    static void check(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ConfigException(option + ": must be in [" + min + ", " + max + "]: " + value);
        }
    }
}
