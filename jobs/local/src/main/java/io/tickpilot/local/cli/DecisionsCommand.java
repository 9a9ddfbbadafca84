package io.tickpilot.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Decisions of the running job. */
@Command(
        name = "decisions",
        description = "Shows what the running job decides, and why.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "tail|show",
        subcommands = {DecisionsTailCommand.class, DecisionsShowCommand.class},
        footer = "%nExample: ./tickpilot decisions tail --symbol EURUSD --outcome rejected")
final class DecisionsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say tail or show");
    }
}
