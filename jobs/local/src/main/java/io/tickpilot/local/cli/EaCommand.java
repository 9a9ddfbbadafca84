package io.tickpilot.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What concerns the Expert Advisor. */
@Command(
        name = "ea",
        description = "The Expert Advisor for MetaTrader 4.",
        mixinStandardHelpOptions = true,
        subcommands = {EaPackageCommand.class, EaSimulateCommand.class},
        footer = "%nExample: ./tickpilot ea package")
final class EaCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
