package io.tickpilot.bench;

import io.tickpilot.bench.bridge.FailoverBench;
import io.tickpilot.bench.bridge.FailoverPlan;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench failover}. */
@Command(
        name = "failover",
        description = "How long a terminal is without signals when ZeroMQ or the active bridge fails.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot bench failover --switches 20 --fail-after 500")
final class FailoverCommand implements Callable<Integer> {
    private static final int BRIEF = 2;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--switches",
            description = "To the WebSocket, each followed by one back. Default: ${DEFAULT-VALUE}.",
            defaultValue = "20")
    private int switches;

    @Option(
            names = "--heartbeat",
            paramLabel = "MS",
            description = "Of the terminal. Default: ${DEFAULT-VALUE}.",
            defaultValue = "100")
    private int heartbeat;

    @Option(
            names = "--fail-after",
            paramLabel = "MS",
            description = "Of silence over ZeroMQ. Default: ${DEFAULT-VALUE}.",
            defaultValue = "500")
    private int failAfter;

    @Option(
            names = "--recover-after",
            paramLabel = "MS",
            description = "Of ZeroMQ being well again. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1000")
    private int recoverAfter;

    @Option(
            names = "--kills",
            description = "Of the active bridge, as with -9. Default: ${DEFAULT-VALUE}.",
            defaultValue = "10")
    private int kills;

    @Option(
            names = "--take-over-after",
            paramLabel = "MS",
            description = "As bridge.take-over-after. Default: ${DEFAULT-VALUE}.",
            defaultValue = "3000")
    private int takeOverAfter;

    @Override
    public Integer call() throws Exception {
        FailoverPlan plan = new FailoverPlan(
                output.brief() ? Math.min(switches, BRIEF) : switches,
                Duration.ofMillis(heartbeat),
                Duration.ofMillis(failAfter),
                Duration.ofMillis(recoverAfter),
                output.brief() ? Math.min(kills, BRIEF) : kills,
                Duration.ofMillis(takeOverAfter));
        try (ScratchFolder scratch = ScratchFolder.create()) {
            FailoverBench bench = new FailoverBench(plan, System.err);
            try {
                bench.run(scratch.path());
            } finally {
                bench.report().print(System.out, output.json());
            }
        }
        return 0;
    }
}
