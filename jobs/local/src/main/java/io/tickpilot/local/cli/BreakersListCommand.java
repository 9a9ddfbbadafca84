package io.tickpilot.local.cli;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.breaker.Breaker;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.local.operate.TopicReader;
import io.tickpilot.wire.WireCodec;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the breakers stand. */
@Command(
        name = "list",
        description =
                "Prints the breakers that are not closed, and the kill switch where it is on, as the topic alerts tells.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot breakers list --all --json")
final class BreakersListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--all", description = "Closed ones that once moved, too.")
    private boolean all;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        Map<String, BreakerChange> newest = new TreeMap<>();
        Configuration configuration = Configuration.load(config);
        try (TopicReader reader = new TopicReader(configuration.bridge().bootstrap())) {
            reader.readAll(Topics.ALERTS, value -> {
                BreakerChange change = WireCodec.decodeBreakerChange(value);
                if (change != null) {
                    newest.merge(
                            change.symbol() + ' ' + change.scope(),
                            change,
                            (a, b) -> b.logTimeMicros() >= a.logTimeMicros() ? b : a);
                }
            });
        }
        List<BreakerChange> shown = newest.values().stream()
                .filter(each -> all || each.to() != Breaker.State.CLOSED)
                .toList();
        String mode = configuration.engine().mode().name();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(Map.of(
                    "mode",
                    mode,
                    "breakers",
                    shown.stream().map(BreakersListCommand::json).toList())));
        } else {
            out.println("mode " + mode);
            shown.forEach(each -> out.println(line(each)));
            if (shown.isEmpty()) {
                out.println("no breaker is open");
            }
        }
        out.flush();
        return Failures.DONE;
    }

    private static String line(BreakerChange change) {
        return String.format(
                Locale.ROOT,
                "%s  %-8s %-24s %-9s %-18s %s%s",
                DecisionTexts.time(change.logTimeMicros()),
                change.symbol(),
                change.scope(),
                change.to(),
                change.cause().label(),
                change.value() == 0 && change.limit() == 0 ? "" : change.value() + " against " + change.limit() + " ",
                change.issuedBy().isEmpty() ? "" : "by " + change.issuedBy() + ": " + change.why());
    }

    private static Map<String, Object> json(BreakerChange change) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("symbol", change.symbol());
        object.put("scope", change.scope());
        object.put("state", change.to().name());
        object.put("cause", change.cause().label());
        object.put("value", change.value());
        object.put("limit", change.limit());
        object.put("falls", change.falls());
        object.put("since_micros", change.logTimeMicros());
        object.put("until_micros", change.untilMicros());
        object.put("by", change.issuedBy());
        object.put("why", change.why());
        return object;
    }
}
