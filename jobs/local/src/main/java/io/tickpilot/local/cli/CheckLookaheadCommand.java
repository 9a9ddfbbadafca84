package io.tickpilot.local.cli;

import io.tickpilot.core.causality.LookaheadCheck;
import io.tickpilot.core.causality.LookaheadReport;
import io.tickpilot.core.causality.SchemaRows;
import io.tickpilot.core.causality.WarmUpCheck;
import io.tickpilot.core.causality.WarmUpReport;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.local.features.CheckEvents;
import io.tickpilot.local.features.SchemaChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a schema's features look ahead, or depend on when they began to hear the market. */
@Command(
        name = "lookahead",
        description = "Checks that no feature changes with its future, nor with how long it has been running.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Plays the ticks, and again with other futures from several cuts on: no bit of an earlier row may change.",
            "Plays them again from several later beginnings: once a feature has heard as much as it declares, it must say",
            "the same, to a millionth of its root mean square. Exit code 3 when either does not hold.",
            "Example: ./tickpilot check lookahead --data ticks/EURUSD --symbol EURUSD --schema my-schema.yaml",
            "Example: ./tickpilot check lookahead --simulated --schema every --days 42 --json"
        })
final class CheckLookaheadCommand implements Callable<Integer> {
    private static final int MOST_CUTS = 1_000;
    private static final int MOST_DAYS = 400;
    private static final int STARTS = 3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Mixin
    private RecordedData data;

    @Option(names = "--simulated", description = "Checks on the simulated market instead, a tick each four seconds.")
    private boolean simulated;

    @Option(names = "--days", description = "Simulated days, 1 to 400. Default: ${DEFAULT-VALUE}.")
    private int days = 8;

    @Option(
            names = "--schema",
            paramLabel = "FILE|NAME",
            description = "A schema: technical, every (each feature at its defaults), a YAML file or a model's folder."
                    + " Default: ${DEFAULT-VALUE}.")
    private String schema = "technical";

    @Option(names = "--cuts", description = "Places where the future is changed. Default: ${DEFAULT-VALUE}.")
    private int cuts = 4;

    @Option(names = "--seed", description = "Of cuts, other futures and simulation. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--json", description = "Ends with one JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        checkRange("--cuts", cuts, MOST_CUTS);
        checkRange("--days", days, MOST_DAYS);
        EngineSettings engine = Configuration.load(config).engineWithFiles();
        FeatureSchema wanted = new SchemaChoice(engine.resources()).find(schema);
        CheckEvents events = events(engine);
        if (events.cutOff()) {
            spec.commandLine()
                    .getErr()
                    .println(String.format(
                            Locale.ROOT,
                            "tickpilot: checks the first %,d events only; "
                                    + (simulated ? "take fewer --days" : "--from and --to choose others"),
                            events.accepted().size()));
        }
        LookaheadResult result = check(wanted, engine, events);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.line(result.toJson()) : result.toText());
        out.flush();
        return result.holds() ? Failures.DONE : Failures.CHECK_FAILED;
    }

    private static void checkRange(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ConfigException(option + ": must be in [1, " + most + "]: " + value);
        }
    }

    private CheckEvents events(EngineSettings engine) {
        if (simulated == data.isGiven()) {
            throw new ConfigException(
                    simulated
                            ? "--simulated: must not be given with --data: both given"
                            : "--data: is required, or --simulated: nothing given");
        }
        if (simulated) {
            return CheckEvents.simulated(days, seed, engine);
        }
        if (data.symbols().size() > 1) {
            throw new ConfigException("--symbol: must be one symbol at a time: " + String.join(", ", data.symbols()));
        }
        return CheckEvents.recorded(data.inputs(), engine);
    }

    private LookaheadResult check(FeatureSchema wanted, EngineSettings engine, CheckEvents events) {
        SchemaRows rows = new SchemaRows(
                events.symbol(), engine.instruments(), FeaturePlan.of(List.of(wanted), engine.resources()), wanted);
        if (events.accepted().size() < LookaheadCheck.FEWEST_EVENTS) {
            throw new ConfigException("--data: holds too few ticks to check anything: " + events.ticks());
        }
        LookaheadReport lookahead;
        try (ProgressBar bar = new ProgressBar("lookahead")) {
            lookahead = LookaheadCheck.run(
                    rows, events.accepted(), cuts, seed, (done, all) -> bar.show((double) done / all, ""));
        }
        WarmUpReport warmUp;
        try (ProgressBar bar = new ProgressBar("warm-up")) {
            warmUp = WarmUpCheck.run(rows, events.accepted(), STARTS, (done, all) -> bar.show((double) done / all, ""));
        }
        return new LookaheadResult(wanted.name(), events.symbol(), events.ticks(), cuts, seed, lookahead, warmUp);
    }
}
