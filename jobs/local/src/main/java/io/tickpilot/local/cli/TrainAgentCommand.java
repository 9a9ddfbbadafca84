package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.local.Home;
import io.tickpilot.local.features.SchemaChoice;
import io.tickpilot.records.MinuteRecords;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RejectsFile;
import io.tickpilot.training.AgentTrainer;
import io.tickpilot.training.AgentTraining;
import io.tickpilot.training.TickSupply;
import io.tickpilot.training.TrainingOptions;
import io.tickpilot.training.TrainingResult;
import io.tickpilot.training.dataset.DatasetBuilder;
import io.tickpilot.training.dataset.SplitSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs have in common that train one agent on ticks: its data, its folds, where model and report go. */
abstract class TrainAgentCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 3_650;
    private static final int MOST_FOLDS = 50;

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
            names = "--schema",
            paramLabel = "NAME|FILE",
            description =
                    "What the model reads: a schema's name or YAML file, of which a copy stays with the model. Default: the agent's own.")
    private @Nullable String schema;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Model folder, replaced as a whole. Default: .tickpilot/models/AGENT.")
    private @Nullable Path out;

    @Option(names = "--report", paramLabel = "DIR", description = "Default: .tickpilot/reports/AGENT.")
    private @Nullable Path report;

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

    /** As configurations name the agent. */
    abstract String agent();

    /** @param schema what the user wants it to read, null for its own */
    abstract AgentTrainer trainer(@Nullable FeatureSchema schema, Resources resources);

    @Override
    public final Integer call() throws IOException {
        if (simulated == data.isGiven()) {
            throw new ConfigException("--simulated: give it, or --data with --symbol, and not both: "
                    + (simulated ? "both given" : "nothing given"));
        }
        check("--days", days, 1, MOST_DAYS);
        check("--folds", folds, 1, MOST_FOLDS);
        check("--every", everyBars, 1, 1_440);
        check("--max-windows", maxWindows, 1, Integer.MAX_VALUE);
        print(simulated ? trainSimulated() : trainRecorded());
        return Failures.DONE;
    }

    private TrainingResult trainSimulated() throws IOException {
        List<String> symbols = data.symbols().isEmpty() ? TrainingOptions.SIMULATED_SYMBOLS : data.symbols();
        Resources resources = Configuration.load(config).engineWithFiles().resources();
        return train(TrainingOptions.simulated(symbols, seed, Duration.ofDays(days), datasets())
                .withResources(resources));
    }

    private TrainingResult trainRecorded() throws IOException {
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
            TrainingResult result = train(bars ? builder.withoutJumpCheck() : builder);
            if (rejects.count() > 0) {
                System.err.println(
                        "tickpilot: " + rejects.count() + " lines are no ticks, with file and number in " + file);
            }
            return result;
        }
    }

    private TrainingResult train(DatasetBuilder builder) throws IOException {
        FeatureSchema read = schema == null ? null : new SchemaChoice(builder.resources()).find(schema);
        SplitSettings split = SplitSettings.DEFAULTS.withFolds(folds).withMaxTrainSamples(maxWindows);
        TrainingOptions options = new TrainingOptions(
                builder,
                everyBars,
                split,
                seed,
                out == null ? Home.state().resolve("models").resolve(agent()) : out,
                report == null ? Home.state().resolve("reports").resolve(agent()) : report);
        try (TrainingProgress progress = new TrainingProgress()) {
            return AgentTraining.run(trainer(read, builder.resources()), options, progress);
        }
    }

    private Path datasets() {
        return datasets == null ? Home.state().resolve("datasets") : datasets;
    }

    private void print(TrainingResult result) {
        System.out.println(
                json
                        ? Json.line(Map.of(
                                "model", result.modelFolder().toString(),
                                "report", result.reportFolder().toString(),
                                "summary", result.report()))
                        : "model   " + result.modelFolder() + System.lineSeparator() + "report  "
                                + result.reportFolder().resolve("report.html"));
    }

    private static void check(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ConfigException(option + ": must be in [" + min + ", " + max + "]: " + value);
        }
    }
}
