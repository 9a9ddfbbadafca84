package io.tickpilot.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Orders about agents of the running job. */
@Command(
        name = "agents",
        description = "Takes an agent of the running job out of the vote, or back into it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "enable|disable",
        subcommands = {AgentsEnableCommand.class, AgentsDisableCommand.class},
        footer = {
            "",
            "The bridge puts the order into the log: it counts from its place there on, in a replay too.",
            "Example: ./tickpilot agents enable technical --why \"new machine\""
        })
final class AgentsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say enable or disable");
    }
}
