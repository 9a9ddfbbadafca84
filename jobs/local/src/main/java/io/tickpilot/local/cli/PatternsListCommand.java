package io.tickpilot.local.cli;

import io.tickpilot.local.operate.PatternTopic;
import io.tickpilot.supervision.pattern.PatternDefinition;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The patterns in force. */
@Command(
        name = "list",
        description = "Prints the patterns in force: the configured ones, and over them the topic's.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot patterns list --json")
final class PatternsListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration configuration = Configuration.load(config);
        Map<String, PatternDefinition> patterns = PatternTopic.inForce(
                configuration.bridge().bootstrap(),
                configuration.supervisionWithFiles().patterns());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            List<Map<String, Object>> list =
                    patterns.values().stream().map(PatternsListCommand::json).toList();
            out.println(Json.line(Map.of("patterns", list)));
        } else {
            patterns.values()
                    .forEach(each -> out.println(String.format(
                            Locale.ROOT,
                            "%-24s %-3s  per %-8s within %-8s block %s",
                            each.id(),
                            each.on() ? "on" : "off",
                            each.perStrategy() ? "strategy" : "symbol",
                            each.within(),
                            each.block().isZero() ? "until " + each.clearKind() : each.block())));
        }
        out.flush();
        return Failures.DONE;
    }

    private static Map<String, Object> json(PatternDefinition definition) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", definition.id());
        object.put("on", definition.on());
        object.put("scope", definition.perStrategy() ? "strategy" : "symbol");
        object.put("within_seconds", definition.within().toMillis() / 1e3);
        object.put("block_seconds", definition.block().toMillis() / 1e3);
        object.put("definition", definition.text());
        return object;
    }
}
