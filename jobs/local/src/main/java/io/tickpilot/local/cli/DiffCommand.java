package io.tickpilot.local.cli;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.local.operate.DecisionDiff;
import io.tickpilot.local.operate.DecisionDiff.Difference;
import io.tickpilot.local.operate.TopicReader;
import io.tickpilot.wire.WireCodec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A recorded session against its replay. */
@Command(
        name = "diff",
        description = "Decides a recorded session's journal again and compares with what it decided, field by field.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "SESSION is the Kafka that has its topics journal and decisions, from their beginning on.",
            "Exit code 3 when a decision differs; the first one is told with its cause.",
            "Example: ./tickpilot diff 127.0.0.1:9092 --config conf/demo.yaml --json"
        })
final class DiffCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Parameters(paramLabel = "SESSION", description = "Address of its Kafka.")
    private String session = "";

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration configuration = Configuration.load(config);
        if (!session.matches("[^\\s/]+:\\d+(,[^\\s/]+:\\d+)*")) {
            throw new ConfigException("SESSION: must be HOST:PORT of a Kafka: " + session);
        }
        EngineSettings engine = configuration.engineWithFiles();
        List<AgentModel> models = Agents.of(engine).open();
        try {
            return compare(
                    new DecisionDiff(engine, models, configuration.bridge().partitions()));
        } finally {
            models.forEach(AgentModel::close);
        }
    }

    /** Decisions first: what they were taken on is then in the journal, or lost. */
    private int compare(DecisionDiff diff) {
        List<Decision> told = new ArrayList<>();
        long undecodable;
        try (TopicReader reader = new TopicReader(session)) {
            reader.readAll(Topics.DECISIONS, value -> told.add(WireCodec.decodeDecision(value)));
            reader.readAll(Topics.JOURNAL, value -> diff.journal(WireCodec.decodePlace(value)));
            undecodable = reader.undecodable();
        }
        told.forEach(diff::told);
        DecisionDiff.Result result = diff.result();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(result));
        } else {
            print(out, result);
        }
        if (undecodable > 0) {
            spec.commandLine().getErr().println("tickpilot: records that cannot be read: " + undecodable);
        }
        out.flush();
        return result.isEqual() ? Failures.DONE : Failures.CHECK_FAILED;
    }

    private static void print(PrintWriter out, DecisionDiff.Result result) {
        out.println(String.format(
                Locale.ROOT,
                "%,d events, %,d decisions told, %,d decided again, %,d orphaned, %,d different",
                result.events(),
                result.told(),
                result.decided(),
                result.orphans(),
                result.differences()));
        out.println("told    " + result.hash());
        out.println("decided " + result.replayHash());
        Difference first = result.first();
        if (first == null) {
            out.println("equal");
            return;
        }
        out.println("first difference: " + first.field() + " of " + first.strategy() + " " + first.symbol()
                + " at partition "
                + first.partition() + " epoch " + first.epoch() + " sequence " + first.sequence() + " origin "
                + first.origin());
        out.println("  told    " + first.told());
        out.println("  decided " + first.decided());
        out.println("  cause   " + first.cause());
    }
}
