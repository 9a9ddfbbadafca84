package io.tickpilot.bench.replay;

import io.tickpilot.bench.Machine;
import io.tickpilot.bench.Report;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.flink.AgentModels;
import io.tickpilot.flink.OnnxAgents;
import io.tickpilot.records.RecordInput;
import io.tickpilot.replay.ReplayProgress;
import io.tickpilot.replay.ReplayRequest;
import io.tickpilot.replay.ReplayResult;
import io.tickpilot.replay.ReplayRunner;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Replays recordings several times over: with no strategy (validation, bars, indicators and the decision chain's cost
 * without anyone deciding) and with the given ones, whose agents score by their models.
 */
public final class ReplayBench {
    private final List<RecordInput> inputs;
    private final EngineSettings engine;
    private final Path home;
    private final PrintStream progress;

    /** @param home folder that the agents' model folders are relative to */
    public ReplayBench(List<RecordInput> inputs, EngineSettings engine, Path home, PrintStream progress) {
        this.inputs = List.copyOf(inputs);
        this.engine = engine;
        this.home = home;
        this.progress = progress;
    }

    /** @param repeats runs of each kind, all reported: the first of a process pays for compiling the code */
    public Report run(List<Integer> parallelisms, int repeats) {
        Report report = new Report("replay");
        double loadBefore = Machine.load();
        EngineSettings bare = engine.withStrategies(List.of());
        for (int parallelism : parallelisms) {
            for (int repeat = 1; repeat <= repeats; repeat++) {
                once(report, "no strategies", bare, AgentModels.none(), parallelism, repeat);
                once(report, "with inference", engine, OnnxAgents.of(engine, home::resolve), parallelism, repeat);
            }
        }
        report.note(String.format(
                Locale.ROOT,
                "Load average before %.1f, after %.1f. Seconds include the start of the embedded Flink.",
                loadBefore,
                Machine.load()));
        return report;
    }

    private void once(
            Report report, String kind, EngineSettings settings, AgentModels models, int parallelism, int repeat) {
        progress.printf("replay: %s, parallelism %d, run %d%n", kind, parallelism, repeat);
        ReplayResult result = ReplayRunner.run(
                ReplayRequest.of(inputs, settings, models).withParallelism(parallelism), ReplayProgress.NONE);
        Map<String, Object> row = report.row();
        row.put("replay", kind);
        row.put("parallelism", parallelism);
        row.put("run", repeat);
        row.put("ticks", result.ticks());
        row.put("decisions", result.decisions());
        row.put("signals", result.signals());
        row.put("seconds", result.wallSeconds());
        row.put("ticks/s", result.ticksPerSecond());
        row.put("decisions/s", result.decisions() / result.wallSeconds());
    }
}
