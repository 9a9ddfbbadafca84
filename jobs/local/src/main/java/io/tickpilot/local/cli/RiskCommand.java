package io.tickpilot.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How accounts stand. */
@Command(
        name = "risk",
        description = "Shows how accounts stand, as the supervision job tells each second.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "show",
        subcommands = RiskShowCommand.class,
        footer = "%nExample: ./tickpilot risk show --json")
final class RiskCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say show");
    }
}
