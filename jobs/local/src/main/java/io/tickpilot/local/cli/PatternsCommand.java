package io.tickpilot.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Patterns of the supervision job. */
@Command(
        name = "patterns",
        description = "Shows and changes the patterns that the running supervision job watches.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list|set|off",
        subcommands = {PatternsListCommand.class, PatternsSetCommand.class, PatternsOffCommand.class},
        footer = {
            "",
            "A change is in force from its place in the topic patterns on and outlives restarts. How a pattern is",
            "written is told in jobs/supervision/README.md.",
            "Example: ./tickpilot patterns off flip-flop"
        })
final class PatternsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, set or off");
    }
}
