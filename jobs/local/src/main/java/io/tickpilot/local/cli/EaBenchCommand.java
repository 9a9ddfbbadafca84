package io.tickpilot.local.cli;

import io.tickpilot.bench.ScratchFolder;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.local.Home;
import io.tickpilot.local.bench.EaBench;
import io.tickpilot.mql4.SimulatedMt4;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench ea}. */
@Command(
        name = "ea",
        description = "Times the Expert Advisor from a signal to its order, and what it uses while idle.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Needs g++ and libzmq (Debian: apt-get install g++ libzmq3-dev).",
            "Example: ./tickpilot bench ea --seconds 120"
        })
final class EaBenchCommand implements Callable<Integer> {
    private static final int BRIEF = 10;

    @Option(
            names = "--seconds",
            description = "Of signals, about ten a second, for each way to wait. Default: ${DEFAULT-VALUE}.",
            defaultValue = "120")
    private int seconds;

    @Option(names = "--idle-seconds", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "30")
    private int idleSeconds;

    @Option(names = "--short", description = "A first look: ten seconds of each.")
    private boolean brief;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (!SimulatedMt4.isPossible()) {
            throw new ConfigException("g++ is missing; Debian: apt-get install g++ libzmq3-dev");
        }
        try (ScratchFolder scratch = ScratchFolder.create()) {
            EaBench bench = new EaBench(
                    Home.path().resolve("mql4"),
                    brief ? Math.min(seconds, BRIEF) : seconds,
                    brief ? Math.min(idleSeconds, BRIEF) : idleSeconds,
                    System.err);
            try {
                bench.run(scratch.path());
            } finally {
                bench.report().print(System.out, json);
            }
        }
        return Failures.DONE;
    }
}
