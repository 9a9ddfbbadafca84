package io.tickpilot.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Model folders: what there is, whether it holds, and how another comes in. */
@Command(
        name = "models",
        description = "Lists, shows, verifies and imports models; scores texts.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list|show|verify|import|attribute|bench|score-text",
        subcommands = {
            ModelsListCommand.class,
            ModelsShowCommand.class,
            ModelsVerifyCommand.class,
            ModelsImportCommand.class,
            ModelsAttributeCommand.class,
            ModelsBenchCommand.class,
            ModelsScoreTextCommand.class
        },
        footer = "%nExample: ./tickpilot models show technical")
final class ModelsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing one of: list, show, verify, import, attribute, bench, score-text");
    }
}
