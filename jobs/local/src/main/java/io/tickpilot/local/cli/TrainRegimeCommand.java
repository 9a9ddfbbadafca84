package io.tickpilot.local.cli;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.local.Home;
import io.tickpilot.records.RejectsFile;
import io.tickpilot.training.TickSupply;
import io.tickpilot.training.TrainingOptions;
import io.tickpilot.training.regime.BaumWelch;
import io.tickpilot.training.regime.RegimeCard;
import io.tickpilot.training.regime.RegimeTraining;
import io.tickpilot.training.regime.RegimeTrainingOptions;
import io.tickpilot.training.regime.RegimeTrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the market regime model and prints how the fits compare and what the states are. */
@Command(
        name = "regime",
        description = "Trains the market regime: Baum-Welch for each number of states, BIC, labels, artefact.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: ./tickpilot train regime --simulated --out my-models/regime",
            "         ./tickpilot train regime --data EURUSD.csv --symbol EURUSD --timeframe m5"
        })
final class TrainRegimeCommand implements Callable<Integer> {
    private static final int MOST_STATES = 12;
    private static final int MOST_DAYS = 3_650;

    @Mixin
    private ConfigOptions config;

    @Mixin
    private RecordedData data;

    @Option(names = "--simulated", description = "Trains on the simulated market.")
    private boolean simulated;

    @Option(names = "--days", description = "Of the simulated market. Default: ${DEFAULT-VALUE}.")
    private int days = (int) TrainingOptions.SIMULATED_LENGTH.toDays();

    @Option(
            names = "--timeframe",
            paramLabel = "T",
            description = "Of the bars: s1, m1, m5, m15, h1. Default: ${DEFAULT-VALUE}.")
    private String timeframe = "m1";

    @Option(
            names = "--max-states",
            paramLabel = "N",
            description = "Hidden states, 2 to this many are compared. Default: ${DEFAULT-VALUE}.")
    private int maxStates = RegimeTrainingOptions.MAX_STATES;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Gets regime.yaml and README.md, replaced as a whole. Default: .tickpilot/models/regime.")
    private @Nullable Path out;

    @Option(names = "--seed", description = "Of market and starts. Default: ${DEFAULT-VALUE}.")
    private long seed = BaumWelch.Settings.DEFAULTS.seed();

    @Option(names = "--json", description = "Ends with one JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (simulated == data.isGiven()) {
            throw new ConfigException("--simulated: give it, or --data with --symbol, and not both: "
                    + (simulated ? "both given" : "nothing given"));
        }
        check("--max-states", maxStates, 2, MOST_STATES);
        check("--days", days, 1, MOST_DAYS);
        RegimeTrainingResult result = simulated ? trainSimulated() : trainRecorded();
        System.out.print(
                json
                        ? Json.line(summary(result)) + System.lineSeparator()
                        : RegimeCard.describe(result) + System.lineSeparator() + "model  " + result.folder() + "  "
                                + result.model().name() + System.lineSeparator());
        return Failures.DONE;
    }

    private RegimeTrainingResult trainSimulated() {
        return train(options(RegimeTrainingOptions.simulated(seed, Duration.ofDays(days))));
    }

    private RegimeTrainingResult trainRecorded() throws IOException {
        EngineSettings engine = Configuration.load(config).engine();
        Path file = Home.state().resolve("train-rejects.txt");
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (RejectsFile rejects = new RejectsFile(file)) {
            RegimeTrainingResult result = train(options(TickSupply.recorded(data.inputs(), rejects))
                    .over(engine.instruments(), engine.validation()));
            if (rejects.count() > 0) {
                System.err.println(
                        "tickpilot: " + rejects.count() + " lines are no ticks, with file and number in " + file);
            }
            return result;
        }
    }

    private RegimeTrainingOptions options(TickSupply ticks) {
        Path folder = out == null ? Home.state().resolve("models/regime") : out;
        return RegimeTrainingOptions.of(ticks, timeframe(), seed, folder).withMaxStates(maxStates);
    }

    private static RegimeTrainingResult train(RegimeTrainingOptions options) {
        try (TrainingProgress progress = new TrainingProgress()) {
            return RegimeTraining.run(options, progress);
        }
    }

    private Timeframe timeframe() {
        for (Timeframe each : Timeframe.values()) {
            if (each.name().equals(timeframe.toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new ConfigException("--timeframe: must be one of s1, m1, m5, m15, h1: " + timeframe);
    }

    private static void check(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ConfigException(option + ": must be in [" + min + ", " + max + "]: " + value);
        }
    }

    private static Map<String, Object> summary(RegimeTrainingResult result) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("folder", result.folder().toString());
        summary.put("model", result.model().name());
        summary.put("hash", result.model().hash());
        summary.put("data", result.model().provenance().data());
        summary.put("ticks", result.ticks());
        summary.put("rejected", result.rejected());
        summary.put("observations", result.model().provenance().bars());
        summary.put("sequences", result.sequences());
        summary.put("fits", result.fits());
        summary.put("states", result.states());
        summary.put("seconds", result.seconds());
        return summary;
    }
}
