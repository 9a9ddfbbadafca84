package io.tickpilot.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Proofs that can fail. */
@Command(
        name = "check",
        description = "Checks what is promised of features, on recorded or simulated ticks.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "lookahead",
        subcommands = CheckLookaheadCommand.class,
        footer = "%nExample: ./tickpilot check lookahead --simulated")
final class CheckCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing: lookahead");
    }
}
