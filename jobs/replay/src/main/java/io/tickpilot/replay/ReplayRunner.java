package io.tickpilot.replay;

import io.tickpilot.records.RecordException;
import io.tickpilot.replay.source.Interruption;
import io.tickpilot.replay.source.ProgressBoard;
import io.tickpilot.replay.source.ReplaySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.util.SerializedThrowable;
import org.jspecify.annotations.Nullable;

/** Runs a replay as a Flink job in this process and waits for its end. */
public final class ReplayRunner {
    /** Partitions of the replayed log, which is the job's maximum parallelism; as many as the journal has. */
    public static final int PARTITIONS = 64;

    private static final long PROGRESS_MILLIS = 200;

    private ReplayRunner() {}

    /**
     * @throws io.tickpilot.records.RecordException when the recordings cannot be read
     * @throws ReplayException when an output cannot be written, or the job fails otherwise
     * @throws RuntimeException of this product when a model or a setting is at fault
     */
    public static ReplayResult run(ReplayRequest request, ReplayProgress progress) {
        ReplayPlan plan = ReplayPlan.of(request.inputs(), request.engine().instruments());
        prepareOutputs(request);
        String run = UUID.randomUUID().toString();
        try (ReplayFolder folder = ReplayFolder.create()) {
            long began = System.nanoTime();
            execute(request, plan, folder, run, progress);
            double wallSeconds = (System.nanoTime() - began) / 1e9;
            Path decisions = request.decisionsFile();
            if (decisions != null) {
                ReplayFolder.join(folder.decisions(), decisions);
            }
            Path rejects = request.rejectsFile();
            if (rejects != null) {
                ReplayFolder.join(folder.rejects(), rejects);
            }
            boolean restored = Files.exists(folder.interruptionMarker());
            return ReplayResult.of(folder.summaries(), folder.countRejects(), wallSeconds, restored);
        } catch (IOException e) {
            throw new ReplayException("replay cannot use its files: " + e, e);
        } finally {
            ProgressBoard.remove(run);
        }
    }

    private static void execute(
            ReplayRequest request, ReplayPlan plan, ReplayFolder folder, String run, ReplayProgress progress) {
        Interruption interruption = request.restoreAtTicks() > 0
                ? new Interruption(
                        request.restoreAtTicks(), folder.interruptionMarker().toString())
                : null;
        ReplaySource source = new ReplaySource(
                plan.splits(),
                new ReplaySource.Config(run, PARTITIONS, folder.rejects().toString(), interruption));
        try {
            JobClient job = ReplayJob.build(request, source, folder).executeAsync("replay");
            try {
                await(job.getJobExecutionResult(), ProgressBoard.of(run, PARTITIONS), plan.files(), progress);
            } catch (InterruptedException e) {
                job.cancel();
                Thread.currentThread().interrupt();
                throw new ReplayException("replay was interrupted", e);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (ExecutionException e) {
            RecordException unreadable = ProgressBoard.of(run, PARTITIONS).fault();
            throw unreadable != null ? unreadable : causeOf(e);
        } catch (Exception e) {
            throw new ReplayException("replay could not be started: " + e.getMessage(), e);
        }
    }

    private static void await(
            CompletableFuture<JobExecutionResult> result, ProgressBoard board, long files, ReplayProgress progress)
            throws InterruptedException, ExecutionException {
        boolean done = false;
        while (!done) {
            try {
                result.get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
                done = true;
            } catch (TimeoutException e) {
                done = false;
            }
            progress.onProgress(board.ticks(), board.filesBegun(), files);
        }
    }

    /** The product's own exception at the bottom of a failed job, whose message is meant for the user. */
    private static RuntimeException causeOf(ExecutionException failure) {
        Throwable deepest = failure;
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            deepest = cause;
            boolean ours = cause.getClass().getName().startsWith("io.tickpilot.");
            if (ours && cause instanceof RuntimeException known) {
                return known;
            }
        }
        return new ReplayException("replay failed: " + deepest, failure);
    }

    private static @Nullable Throwable next(Throwable cause) {
        if (cause instanceof SerializedThrowable serialized) {
            Throwable original = serialized.deserializeError(ReplayRunner.class.getClassLoader());
            return original == cause ? cause.getCause() : original;
        }
        return cause.getCause();
    }

    private static void prepareOutputs(ReplayRequest request) {
        Path bars = request.barsFolder();
        if (bars != null) {
            try {
                Files.createDirectories(bars);
            } catch (IOException e) {
                throw unwritable("bars folder", bars, e);
            }
            if (!Files.isWritable(bars)) {
                throw new ReplayException("bars folder cannot be written: " + bars);
            }
        }
        prepareFile("decisions file", request.decisionsFile());
        prepareFile("rejects file", request.rejectsFile());
    }

    private static void prepareFile(String what, @Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.newOutputStream(file).close();
        } catch (IOException e) {
            throw unwritable(what, file, e);
        }
    }

    private static ReplayException unwritable(String what, Path path, IOException e) {
        return new ReplayException(
                what + " cannot be written: " + path + ": " + e.getClass().getSimpleName(), e);
    }
}
