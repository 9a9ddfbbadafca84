package io.tickpilot.bench;

import io.tickpilot.bench.latency.LatencyBench;
import io.tickpilot.bench.latency.LatencyPlan;
import io.tickpilot.bench.latency.Layer;
import io.tickpilot.bridge.BridgeSettings.JournalMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench latency}. */
@Command(
        name = "latency",
        description = "Open-loop latency from tick to signal, beside a bare ZeroMQ echo between the same processes.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: ./tickpilot bench latency --rate 1000,10000 --seconds 20",
            "         ./tickpilot bench latency --rate 10000 --layer on,off --no-inference"
        })
final class LatencyCommand implements Callable<Integer> {
    private static final int BRIEF_SECONDS = 5;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ModelOption model;

    @Option(
            names = "--rate",
            paramLabel = "N",
            split = ",",
            description = "Ticks a second, all symbols together. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1000,10000")
    private List<Integer> rates;

    @Option(names = "--seconds", description = "Measured at each rate. Default: ${DEFAULT-VALUE}.", defaultValue = "20")
    private int seconds;

    @Option(
            names = "--warm-up",
            description = "Seconds before them at the same rate. Default: ${DEFAULT-VALUE}.",
            defaultValue = "15")
    private int warmUp;

    @Option(
            names = "--symbols",
            paramLabel = "N",
            split = ",",
            description = "1 to 676; a round for each number. Default: ${DEFAULT-VALUE}.",
            defaultValue = "50")
    private List<Integer> symbols;

    @Option(
            names = "--signal-every",
            paramLabel = "N",
            description = "The ticks of one symbol in N make a signal each. Default: ${DEFAULT-VALUE}.",
            defaultValue = "10")
    private int signalEvery;

    @Option(
            names = "--journal",
            paramLabel = "MODE",
            split = ",",
            description = "async or first, as bridge.journal; a round for each. Default: ${DEFAULT-VALUE}.",
            defaultValue = "async")
    private List<JournalMode> journals;

    @Option(
            names = "--layer",
            paramLabel = "MODE",
            split = ",",
            description = {
                "How much of the decision layer: on (two agents whose weights adapt, every check and breaker, an account with"
                        + " limits whose terminal reports trades) or off; a round for each. Default: ${DEFAULT-VALUE}."
            },
            defaultValue = "on")
    private List<Layer> layers;

    @Option(names = "--highest", description = "Searches the highest sustainable rate, too.")
    private boolean highest;

    @Option(names = "--no-inference", description = "Leaves out the round with the model.")
    private boolean bare;

    @Override
    public Integer call() throws Exception {
        Path folder = model.folder();
        boolean scored = Files.isDirectory(folder);
        try (ScratchFolder scratch = ScratchFolder.create()) {
            LatencyPlan plan = new LatencyPlan(
                    rates,
                    output.brief() ? Math.min(seconds, BRIEF_SECONDS) : seconds,
                    output.brief() ? Math.min(warmUp, BRIEF_SECONDS) : warmUp,
                    symbols,
                    signalEvery,
                    journals,
                    layers,
                    highest,
                    scored && !bare ? folder : null);
            LatencyBench bench = new LatencyBench(plan, scratch.path(), System.err);
            if (!scored && !bare) {
                bench.report().note("The round with inference was left out: no such model folder: " + folder);
            }
            try {
                bench.run();
            } finally {
                bench.report().print(System.out, output.json());
            }
        }
        return 0;
    }
}
