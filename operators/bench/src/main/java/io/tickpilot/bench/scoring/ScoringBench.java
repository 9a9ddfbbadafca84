package io.tickpilot.bench.scoring;

import io.tickpilot.bench.Machine;
import io.tickpilot.bench.Report;
import io.tickpilot.bench.ScratchFolder;
import io.tickpilot.bench.features.EndlessTicks;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.flink.OnnxAgents;
import io.tickpilot.flink.Outputs;
import io.tickpilot.flink.SymbolEngineFunction;
import io.tickpilot.flink.Uids;
import io.tickpilot.flink.type.CoreTypes;
import io.tickpilot.onnx.OnnxAgentModel;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.training.export.Precision;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Scored decisions a second of the live operator, as many tasks as asked for in one local Flink: a strategy that decides on every tick
 * of eight symbols, so each tick is validation, features, a window, a score, vote, gate and plan. No checkpoints, no bridge, no Kafka.
 */
public final class ScoringBench {
    private static final int[] HIDDEN = {128, 32};
    private static final int KEY_GROUPS = 128;
    private static final int ALONE = 2_000;
    /** Of each task: more ticks than it can score in its time. */
    private static final long NUMBERS = 4_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int parallelism;
    private final long warmUp;
    private final double seconds;
    private final int rounds;
    private final PrintStream progress;
    private int runs;

    /** @param brief one short round of each network */
    public ScoringBench(int parallelism, boolean brief, PrintStream progress) {
        this.parallelism = parallelism;
        this.warmUp = brief ? 200 : 5_000;
        this.seconds = brief ? 1 : 8;
        this.rounds = brief ? 1 : 3;
        this.progress = progress;
    }

    /** Whether each of so many tasks owns a symbol. */
    public static boolean hasWorkForAll(int tasks) {
        return EndlessTicks.SYMBOLS.stream()
                        .mapToInt(symbol ->
                                KeyGroupRangeAssignment.assignKeyToParallelOperator(symbol, KEY_GROUPS, tasks))
                        .distinct()
                        .count()
                == tasks;
    }

    public Report run() throws Exception {
        Report report = new Report("scoring");
        report.note(String.format(
                Locale.ROOT,
                "%d tasks; each row the median of %d rounds of %.0f s. Load average before: %.1f.",
                parallelism,
                rounds,
                seconds,
                Machine.load()));
        try (ScratchFolder scratch = ScratchFolder.create()) {
            for (int hidden : HIDDEN) {
                for (Precision precision : Precision.values()) {
                    Path folder = scratch.path().resolve(hidden + precision.key());
                    new RandomTechnical(hidden, precision).write(folder);
                    measure(hidden, precision, folder, report.row());
                }
            }
        }
        report.note(String.format(Locale.ROOT, "Load average after: %.1f.", Machine.load()));
        return report;
    }

    private void measure(int hidden, Precision precision, Path folder, Map<String, Object> row) throws Exception {
        double alone = aloneMicros(folder);
        double[] aSecond = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            progress.printf("scoring: hidden %d %s, round %d of %d%n", hidden, precision.key(), round + 1, rounds);
            aSecond[round] = inFlink(folder);
        }
        Arrays.sort(aSecond);
        double median = aSecond[rounds / 2];
        row.put("hidden", hidden);
        row.put("weights", precision.key());
        row.put("KB", Files.size(folder.resolve(OnnxModels.GRAPH_NAME)) / 1e3);
        row.put("a score alone, processor us", alone);
        row.put("scored decisions a second", median);
        row.put("lowest", aSecond[0]);
        row.put("highest", aSecond[rounds - 1]);
        row.put("of what the scores alone allow", median * alone * 1e-6 / parallelism);
    }

    /** Processor time of a score of zeros on this thread, after as many to warm up. */
    private static double aloneMicros(Path folder) {
        try (OnnxAgentModel model = OnnxModels.open(folder)) {
            float[] window =
                    new float[model.manifest().lookback() * model.manifest().width()];
            float[] outputs = new float[3];
            long began = 0;
            for (int i = 0; i < 2 * ALONE; i++) {
                began = i == ALONE ? THREADS.getCurrentThreadCpuTime() : began;
                model.score(window, outputs);
            }
            return (THREADS.getCurrentThreadCpuTime() - began) * 1e-3 / ALONE;
        }
    }

    /** Scored decisions a second of all tasks together. */
    private double inFlink(Path folder) throws Exception {
        EngineSettings engine = EngineSettings.from(Settings.parse(
                "agents: {technical: {model: '" + folder
                        + "', budget: 10s}}\nstrategies: [{name: eager, trigger: every-tick}]",
                Map.of()));
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        String run = "scoring-" + runs++;
        try (StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration)) {
            env.setMaxParallelism(KEY_GROUPS);
            SingleOutputStreamOperator<SequencedEvent> ticks = env.fromSequence(1, NUMBERS * parallelism)
                    .uid("numbers")
                    .flatMap(new ScoredRun.Ticks(run, warmUp, seconds, KEY_GROUPS))
                    .returns(CoreTypes.SEQUENCED_EVENT)
                    .uid("ticks");
            SingleOutputStreamOperator<Signal> signals = DataStreamUtils.reinterpretAsKeyedStream(
                            ticks, SequencedEvent::symbol, Types.STRING)
                    .process(new SymbolEngineFunction(engine, OnnxAgents.of(engine, Path::of), true), CoreTypes.SIGNAL)
                    .uid(Uids.ENGINE);
            signals.sinkTo(new DiscardingSink<>()).uid("signals");
            signals.getSideOutput(Outputs.DECISIONS)
                    .filter(new ScoredRun.Counter())
                    .uid("count")
                    .sinkTo(new DiscardingSink<>())
                    .uid("decisions");
            env.execute(run);
        }
        List<ScoredRun.Task> tasks = ScoredRun.tasks(run);
        if (tasks.size() != parallelism) {
            throw new IllegalStateException("tasks that did not come to their end: " + (parallelism - tasks.size()));
        }
        return tasks.stream()
                .mapToDouble(each -> each.scored() / each.seconds())
                .sum();
    }
}
