package io.tickpilot.local.cli;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.local.operate.TopicReader;
import io.tickpilot.wire.WireCodec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The newest decisions, and those that come. */
@Command(
        name = "tail",
        description = "Prints the newest decisions and follows them until it is interrupted.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot decisions tail --lines 20 --outcome sent --for 60s --json")
final class DecisionsTailCommand implements Callable<Integer> {
    private static final int MOST_LINES = 100_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--lines", paramLabel = "N", description = "Of what was before. Default: ${DEFAULT-VALUE}.")
    private int lines = 10;

    @Option(names = "--symbol", paramLabel = "SYMBOL", description = "Only of this one.")
    private String symbol = "";

    @Option(names = "--strategy", paramLabel = "NAME", description = "Only of this one.")
    private String strategy = "";

    @Option(names = "--outcome", paramLabel = "OUTCOME", description = "Only sent, held, rejected or abstained ones.")
    private String outcome = "";

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            description = "How long to follow; 0: not at all. Default: for ever.")
    private long seconds = Long.MAX_VALUE;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() {
        TrainOnTicksCommand.check("--lines", lines, 0, MOST_LINES);
        check();
        String bootstrap = Configuration.load(config).bridge().bootstrap();
        PrintWriter out = spec.commandLine().getOut();
        List<Decision> before = new ArrayList<>();
        long end = seconds == Long.MAX_VALUE ? Long.MAX_VALUE : System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try (TopicReader reader = new TopicReader(bootstrap)) {
            // Filters may pass over most: look at more than is wanted.
            reader.read(Topics.DECISIONS, Math.max(1_000L, 100L * lines), value -> {
                Decision decision = WireCodec.decodeDecision(value);
                if (isWanted(decision)) {
                    before.add(decision);
                }
            });
            before.sort(Comparator.comparingLong(Decision::logTimeMicros));
            before.subList(Math.max(0, before.size() - lines), before.size()).forEach(each -> print(out, each));
            reader.follow(Topics.DECISIONS, () -> System.nanoTime() < end, value -> {
                Decision decision = WireCodec.decodeDecision(value);
                if (isWanted(decision)) {
                    print(out, decision);
                }
            });
        }
        return Failures.DONE;
    }

    private void check() {
        for (Decision.Outcome each : Decision.Outcome.values()) {
            if (outcome.isEmpty() || outcome.equalsIgnoreCase(each.name())) {
                return;
            }
        }
        throw new ConfigException("--outcome: must be one of sent, held, rejected, abstained: " + outcome);
    }

    private boolean isWanted(Decision decision) {
        return (symbol.isEmpty() || symbol.equals(decision.symbol()))
                && (strategy.isEmpty() || strategy.equals(decision.strategy()))
                && (outcome.isEmpty() || decision.outcome().name().equals(outcome.toUpperCase(Locale.ROOT)));
    }

    private void print(PrintWriter out, Decision decision) {
        out.println(json ? Json.line(DecisionTexts.json(decision)) : DecisionTexts.line(decision));
        out.flush();
    }
}
