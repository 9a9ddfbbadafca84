package io.tickpilot.local.cli;

import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.local.Home;
import io.tickpilot.replay.ReplayRequest;
import io.tickpilot.replay.ReplayResult;
import io.tickpilot.replay.ReplayRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Recorded ticks through the live operator. */
@Command(
        name = "replay",
        description = "Replays recorded ticks through the live decision code.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The same data and configuration give the same decision_hash on every run, at any parallelism.",
            "Example: ./tickpilot replay --data ticks/EURUSD --symbol EURUSD --data gold.csv.gz --symbol XAUUSD --json"
        })
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions config;

    @Mixin
    private RecordedData data;

    @Option(names = "--json", description = "Ends with one JSON object on stdout.")
    private boolean json;

    @Option(names = "--parallelism", paramLabel = "N", description = "Tasks, 1 to 64. Default: ${DEFAULT-VALUE}.")
    private int parallelism = 1;

    @Option(names = "--export-bars", paramLabel = "DIR", description = "Writes SYMBOL_TIMEFRAME.csv files there.")
    private @Nullable Path bars;

    @Option(names = "--export-decisions", paramLabel = "FILE", description = "Writes one JSON object a decision.")
    private @Nullable Path decisions;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Where lines that are no ticks are kept. Default: .tickpilot/replay-rejects.txt.")
    private @Nullable Path rejects;

    @Option(
            names = "--restore-at",
            paramLabel = "TICKS",
            description =
                    "Fails the job once after so many ticks and goes on from a checkpoint: the hash must not change.")
    private long restoreAt;

    @Override
    public Integer call() throws IOException {
        EngineSettings engine = Configuration.load(config).engineWithFiles();
        Path rejectsFile = rejects == null ? Home.state().resolve("replay-rejects.txt") : rejects;
        Files.createDirectories(rejectsFile.toAbsolutePath().getParent());
        ReplayRequest request = ReplayRequest.of(data.inputs(), engine, Agents.of(engine))
                .withParallelism(parallelism)
                .restoringAt(restoreAt)
                .exportingBars(bars)
                .exportingDecisions(decisions)
                .keepingRejectsIn(rejectsFile);
        ReplayResult result;
        try (ProgressBar bar = new ProgressBar("replay")) {
            result = ReplayRunner.run(
                    request,
                    (ticks, begun, files) -> bar.show(
                            files == 0 ? 0 : (double) begun / files,
                            String.format(Locale.ROOT, "%,d ticks, file %d of %d", ticks, begun, files)));
        }
        long malformed = result.rejected().getOrDefault(io.tickpilot.core.market.RejectReason.MALFORMED, 0L);
        if (malformed > 0) {
            System.err.println(
                    "tickpilot: " + malformed + " lines are no ticks, with file and number in " + rejectsFile);
        }
        System.out.println(json ? result.toJson() : describe(result));
        return Failures.DONE;
    }

    private static String describe(ReplayResult r) {
        return String.format(
                Locale.ROOT,
                "ticks      %,d (%,.0f a second)%nrejected   %s%nbars       %s%ndecisions  %,d%nsignals    %,d%nregimes    %,d changes%nhash       %s%nrestored   %s",
                r.ticks(),
                r.ticksPerSecond(),
                r.rejected(),
                r.bars(),
                r.decisions(),
                r.signals(),
                r.regimeChanges(),
                r.decisionHash(),
                r.restored() ? "yes, in the middle" : "no");
    }
}
