package io.tickpilot.replay;

import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.flink.AgentModels;
import io.tickpilot.records.RecordInput;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to replay, and what to keep of it.
 *
 * @param models opened once a task
 * @param parallelism number of tasks, 1 to 64
 * @param restoreAtTicks when above 0, the job is failed once after a task has read this many ticks, and goes on from a
 *     checkpoint: a proof that the result does not depend on it
 * @param barsFolder receives {@code SYMBOL_TIMEFRAME.csv} files when given
 * @param decisionsFile receives one JSON object a decision, by symbol and log order, when given
 * @param rejectsFile receives the lines of the recording that are no ticks when given
 */
public record ReplayRequest(
        List<RecordInput> inputs,
        EngineSettings engine,
        AgentModels models,
        int parallelism,
        long restoreAtTicks,
        @Nullable Path barsFolder,
        @Nullable Path decisionsFile,
        @Nullable Path rejectsFile) {
    public ReplayRequest {
        inputs = List.copyOf(inputs);
        if (parallelism < 1 || parallelism > ReplayRunner.PARTITIONS) {
            throw new ReplayException("parallelism must be in [1, " + ReplayRunner.PARTITIONS + "]: " + parallelism);
        }
    }

    /** One task, nothing exported. */
    public static ReplayRequest of(List<RecordInput> inputs, EngineSettings engine, AgentModels models) {
        return new ReplayRequest(inputs, engine, models, 1, 0, null, null, null);
    }

    public ReplayRequest withParallelism(int tasks) {
        return new ReplayRequest(inputs, engine, models, tasks, restoreAtTicks, barsFolder, decisionsFile, rejectsFile);
    }

    public ReplayRequest restoringAt(long ticks) {
        return new ReplayRequest(inputs, engine, models, parallelism, ticks, barsFolder, decisionsFile, rejectsFile);
    }

    public ReplayRequest exportingBars(@Nullable Path folder) {
        return new ReplayRequest(
                inputs, engine, models, parallelism, restoreAtTicks, folder, decisionsFile, rejectsFile);
    }

    public ReplayRequest exportingDecisions(@Nullable Path file) {
        return new ReplayRequest(inputs, engine, models, parallelism, restoreAtTicks, barsFolder, file, rejectsFile);
    }

    public ReplayRequest keepingRejectsIn(@Nullable Path file) {
        return new ReplayRequest(inputs, engine, models, parallelism, restoreAtTicks, barsFolder, decisionsFile, file);
    }

    ReplayRequest withInputs(List<RecordInput> others) {
        return new ReplayRequest(
                others, engine, models, parallelism, restoreAtTicks, barsFolder, decisionsFile, rejectsFile);
    }
}
