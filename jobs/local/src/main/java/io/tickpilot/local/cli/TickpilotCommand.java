package io.tickpilot.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The list of verbs. */
@Command(
        name = "tickpilot",
        description = "AI scalping signals on Apache Flink for MetaTrader traders.",
        synopsisSubcommandLabel = "VERB",
        footer = {
            "",
            "Results go to stdout, progress and logs to stderr (logs: .tickpilot/logs).",
            "Exit codes: 0 done, 1 failed, 2 usage or configuration, 3 a check did not hold.",
            "Example: ./tickpilot demo"
        },
        subcommands = {
            DemoCommand.class,
            ReplayCommand.class,
            TrainCommand.class,
            ClusterCommand.class,
            SubmitCommand.class,
            BridgeCommand.class,
            DoctorCommand.class,
            TestCommand.class,
            HelpCommand.class
        })
public final class TickpilotCommand implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
