package io.tickpilot.local.cli;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.local.operate.TopicReader;
import io.tickpilot.wire.WireCodec;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** All of one decision. */
@Command(
        name = "show",
        description = "Prints all of a decision: votes, weights, checks with their numbers, plan.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "DECISION is a signal's id, or SYMBOL:PARTITION:EPOCH:SEQUENCE of any decision.",
            "Example: ./tickpilot decisions show 00112233445566778899aabbccddeeff"
        })
final class DecisionsShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Parameters(paramLabel = "DECISION", description = "Which one.")
    private String wanted = "";

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        AtomicReference<Decision> found = new AtomicReference<>();
        try (TopicReader reader =
                new TopicReader(Configuration.load(config).bridge().bootstrap())) {
            reader.readAll(Topics.DECISIONS, value -> {
                Decision decision = WireCodec.decodeDecision(value);
                if (wanted.equals(decision.signalId()) || wanted.equals(place(decision))) {
                    found.compareAndSet(null, decision);
                }
            });
        }
        Decision decision = found.get();
        if (decision == null) {
            spec.commandLine().getErr().println("tickpilot: no such decision in the topic decisions: " + wanted);
            return Failures.FAILED;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(DecisionTexts.json(decision)));
        } else {
            DecisionTexts.page(decision).forEach(out::println);
        }
        out.flush();
        return Failures.DONE;
    }

    private static String place(Decision decision) {
        return decision.symbol() + ':' + decision.partition() + ':' + decision.epoch() + ':' + decision.sequence();
    }
}
