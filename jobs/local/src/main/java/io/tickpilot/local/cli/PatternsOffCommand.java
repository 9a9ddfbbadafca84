package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.local.operate.PatternTopic;
import io.tickpilot.supervision.pattern.PatternDefinition;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Switches a pattern off. */
@Command(
        name = "off",
        description = "Switches a pattern off; what it has blocked is open again. patterns set switches it on.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot patterns off flip-flop")
final class PatternsOffCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Parameters(paramLabel = "ID", description = "Of the pattern.")
    private String id = "";

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = Configuration.load(config);
        String bootstrap = configuration.bridge().bootstrap();
        Map<String, PatternDefinition> patterns = PatternTopic.inForce(
                bootstrap, configuration.supervisionWithFiles().patterns());
        PatternDefinition definition = patterns.get(id);
        if (definition == null) {
            throw new ConfigException("ID: must be one of " + String.join(", ", patterns.keySet()) + ": " + id);
        }
        PatternTopic.set(bootstrap, definition.switchedOff());
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.line(Map.of("id", id, "on", false)) : id + " is off in the topic patterns");
        out.flush();
        return Failures.DONE;
    }
}
