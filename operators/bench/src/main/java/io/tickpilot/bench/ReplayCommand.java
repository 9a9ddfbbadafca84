package io.tickpilot.bench;

import io.tickpilot.bench.replay.ReplayBench;
import io.tickpilot.bench.replay.SimulatedRecording;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RecordOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench replay}. */
@Command(
        name = "replay",
        description = "Ticks a second of the replay job, with and without inference.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot bench replay --data recordings/eurusd --symbol EURUSD")
final class ReplayCommand implements Callable<Integer> {
    private static final long BRIEF_TICKS = 300_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(names = "--data", paramLabel = "PATH", description = "Recorded ticks; repeat in pairs with --symbol.")
    private List<Path> data = new ArrayList<>();

    @Option(names = "--symbol", description = "What the recording before it is of.")
    private List<String> symbols = new ArrayList<>();

    @Option(
            names = "--ticks",
            description = "Size of the simulated recording used without --data. Default: ${DEFAULT-VALUE}.",
            defaultValue = "4000000")
    private long ticks;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            split = ",",
            description = "Tasks. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1,2")
    private List<Integer> parallelisms;

    @Option(names = "--repeat", description = "Runs of each kind. Default: ${DEFAULT-VALUE}.", defaultValue = "2")
    private int repeats;

    @Option(names = "--config", paramLabel = "FILE", description = "Strategies and limits (YAML). Default: built in.")
    private Path config;

    @Override
    public Integer call() throws IOException {
        if (data.size() != symbols.size()) {
            throw new ParameterException(spec.commandLine(), "--data and --symbol must come in pairs");
        }
        try (ScratchFolder scratch = ScratchFolder.create()) {
            List<RecordInput> inputs = data.isEmpty()
                    ? SimulatedRecording.write(scratch.path(), output.brief() ? BRIEF_TICKS : ticks)
                    : recorded();
            new ReplayBench(inputs, engine(), ModelOption.home(), System.err)
                    .run(parallelisms, output.brief() ? 1 : repeats)
                    .print(System.out, output.json());
        }
        return 0;
    }

    private List<RecordInput> recorded() {
        List<RecordInput> inputs = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            inputs.add(RecordInput.of(data.get(i), symbols.get(i), RecordOptions.DEFAULT));
        }
        return inputs;
    }

    private EngineSettings engine() throws IOException {
        Settings settings = Settings.parse(config == null ? "" : Files.readString(config), Map.of());
        return EngineSettings.from(settings);
    }
}
