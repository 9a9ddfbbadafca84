package io.tickpilot.local.cli;

import io.tickpilot.local.operate.PatternTopic;
import io.tickpilot.supervision.pattern.PatternDefinition;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets a pattern. */
@Command(
        name = "set",
        description = "Adds a pattern, or puts one in the place of another with its id, without a restart of the job.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot patterns set my-pattern.yaml")
final class PatternsSetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Parameters(paramLabel = "FILE", description = "The definition, YAML or JSON.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PatternDefinition definition = PatternDefinition.checked(Files.readString(file));
        PatternTopic.set(Configuration.load(config).bridge().bootstrap(), definition);
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                json
                        ? Json.line(Map.of("id", definition.id(), "on", definition.on()))
                        : definition.id() + " is in the topic patterns");
        out.flush();
        return Failures.DONE;
    }
}
