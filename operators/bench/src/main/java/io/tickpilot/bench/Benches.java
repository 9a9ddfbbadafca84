package io.tickpilot.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The verb {@code bench}: a command to mount in a command line, or a program of its own. */
@Command(
        name = "bench",
        description = "Measures latency, throughput, fail-over and the core on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "BENCH",
        subcommands = {
            LatencyCommand.class,
            BridgeCommand.class,
            FailoverCommand.class,
            CoreCommand.class,
            StrategiesCommand.class,
            FeaturesCommand.class,
            ScoringCommand.class,
            ReplayCommand.class
        },
        footer = "%nExample: ./tickpilot bench latency --short")
public class Benches implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    public static void main(String[] args) {
        int code = new CommandLine(new Benches())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
        // Embedded services leave threads behind that must not keep a finished bench.
        System.exit(code);
    }
}
