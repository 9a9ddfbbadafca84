package io.tickpilot.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What models can read: the catalogue, schemas, rows of recorded ticks. */
@Command(
        name = "features",
        description = "Lists and describes features and schemas, exports them over recorded ticks.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list|describe|export",
        subcommands = {FeaturesListCommand.class, FeaturesDescribeCommand.class, FeaturesExportCommand.class},
        footer = "%nExample: ./tickpilot features describe rsi")
final class FeaturesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing one of: list, describe, export");
    }
}
