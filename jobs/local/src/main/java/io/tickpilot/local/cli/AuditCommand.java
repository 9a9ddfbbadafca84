package io.tickpilot.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the records prove afterwards. */
@Command(
        name = "audit",
        description = "Looks into what was decided and told, after the fact.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "orphans",
        subcommands = AuditOrphansCommand.class,
        footer = "%nExample: ./tickpilot audit orphans --set kafka.bootstrap=127.0.0.1:9092")
final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing: orphans");
    }
}
