package io.tickpilot.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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
            FeaturesCommand.class,
            TrainCommand.class,
            ModelsCommand.class,
            AgentsCommand.class,
            ClusterCommand.class,
            SubmitCommand.class,
            BridgeCommand.class,
            KillCommand.class,
            ResumeCommand.class,
            BreakersCommand.class,
            PatternsCommand.class,
            DecisionsCommand.class,
            RiskCommand.class,
            DiffCommand.class,
            EaCommand.class,
            CheckCommand.class,
            AuditCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            TestCommand.class,
            HelpCommand.class
        })
public final class TickpilotCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
