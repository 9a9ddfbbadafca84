package io.tickpilot.replay;

import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.flink.Outputs;
import io.tickpilot.flink.SymbolEngineFunction;
import io.tickpilot.flink.Uids;
import io.tickpilot.flink.type.CoreTypes;
import io.tickpilot.replay.export.BarRows;
import io.tickpilot.replay.export.DecisionRows;
import io.tickpilot.replay.export.RowFileSink;
import io.tickpilot.replay.export.RowFormat;
import io.tickpilot.replay.export.SummaryRows;
import io.tickpilot.replay.source.ReplaySource;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of a replay: source and engine in one chain, as in the hot job, and files behind it. Checkpoints are taken only
 * where a failure is wanted; any other failure fails the replay.
 */
final class ReplayJob {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(200);

    private ReplayJob() {}

    static StreamExecutionEnvironment build(ReplayRequest request, ReplaySource source, ReplayFolder folder) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(
                request.parallelism(), configuration(request, folder));
        env.setMaxParallelism(ReplayRunner.PARTITIONS);
        DataStream<SequencedEvent> log = env.fromSource(
                        source, WatermarkStrategy.noWatermarks(), "recordings", CoreTypes.SEQUENCED_EVENT)
                .uid("recordings");
        SingleOutputStreamOperator<Signal> signals = DataStreamUtils.reinterpretAsKeyedStream(
                        log, SequencedEvent::symbol, Types.STRING)
                .process(new SymbolEngineFunction(request.engine(), request.models(), false), CoreTypes.SIGNAL)
                .uid(Uids.ENGINE)
                .name("engine");
        toFiles(signals.getSideOutput(Outputs.SUMMARIES), folder.root(), new SummaryRows(), "summaries");
        Path bars = request.barsFolder();
        if (bars != null) {
            toFiles(signals.getSideOutput(Outputs.BARS), bars, new BarRows(), "bars-to-files");
        }
        if (request.decisionsFile() != null) {
            toFiles(
                    signals.getSideOutput(Outputs.DECISIONS),
                    folder.decisions(),
                    new DecisionRows(),
                    "decisions-to-files");
        }
        return env;
    }

    private static <T> void toFiles(DataStream<T> rows, Path folder, RowFormat<T> format, String uid) {
        rows.sinkTo(new RowFileSink<>(folder, format))
                .setParallelism(1)
                .disableChaining()
                .uid(uid)
                .name(uid);
    }

    private static Configuration configuration(ReplayRequest request, ReplayFolder folder) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        if (request.restoreAtTicks() > 0) {
            configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
            configuration.set(
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                    folder.checkpoints().toUri().toString());
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        } else {
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        }
        return configuration;
    }
}
