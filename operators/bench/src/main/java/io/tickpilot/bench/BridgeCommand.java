package io.tickpilot.bench;

import io.tickpilot.bench.bridge.CarryBench;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench bridge}. */
@Command(
        name = "bridge",
        description = "Ticks and signals a second that one bridge carries for 1, 10 and 100 clients.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot bench bridge --clients 10 --seconds 5")
final class BridgeCommand implements Callable<Integer> {
    private static final int BRIEF_SECONDS = 2;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--clients",
            paramLabel = "N",
            split = ",",
            description = "1 to 676; measured for each number. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1,10,100")
    private List<Integer> clients;

    @Option(names = "--seconds", description = "Measured each time. Default: ${DEFAULT-VALUE}.", defaultValue = "8")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        try (ScratchFolder scratch = ScratchFolder.create()) {
            CarryBench bench =
                    new CarryBench(clients, output.brief() ? Math.min(seconds, BRIEF_SECONDS) : seconds, System.err);
            try {
                bench.run(scratch.path());
            } finally {
                bench.report().print(System.out, output.json());
            }
        }
        return 0;
    }
}
