package io.tickpilot.local.cli;

import io.tickpilot.bench.ScratchFolder;
import io.tickpilot.local.Home;
import io.tickpilot.local.bench.RecoveryBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench recovery}. */
@Command(
        name = "recovery",
        description = "Kills task managers of a Flink cluster and times the way back to signals.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot bench recovery --kills 3")
final class RecoveryCommand implements Callable<Integer> {
    private static final int BRIEF = 2;

    @Option(names = "--kills", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "10")
    private int kills;

    @Option(names = "--short", description = "A first look: two kills.")
    private boolean brief;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (ScratchFolder scratch = ScratchFolder.create()) {
            RecoveryBench bench = new RecoveryBench(Home.path(), brief ? Math.min(kills, BRIEF) : kills, System.err);
            try {
                bench.run(scratch.path());
            } finally {
                bench.report().print(System.out, json);
            }
        }
        return Failures.DONE;
    }
}
