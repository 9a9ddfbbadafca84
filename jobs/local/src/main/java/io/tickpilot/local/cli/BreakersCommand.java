package io.tickpilot.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Circuit breakers by hand. */
@Command(
        name = "breakers",
        description = "Lists, trips and resets circuit breakers of a symbol, strategy or account.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list|trip|reset",
        subcommands = {BreakersListCommand.class, BreakersTripCommand.class, BreakersResetCommand.class},
        footer = "%nExample: ./tickpilot breakers trip symbol --symbol XAUUSD --why \"fills are 20 points off\"")
final class BreakersCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, trip or reset");
    }
}
