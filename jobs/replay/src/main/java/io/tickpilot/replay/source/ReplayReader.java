package io.tickpilot.replay.source;

import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.records.RecordException;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RejectsFile;
import io.tickpilot.records.TickRecords;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads one split after the other in the task's own thread. A restored split is read again from its beginning, what was
 * emitted is passed over; so its rejects file is written anew and whole.
 */
final class ReplayReader implements SourceReader<SequencedEvent, ReplaySplit> {
    private static final int EVENTS_A_POLL = 512;

    private final ReplaySource.Config config;
    private final ProgressBoard board;
    private final Interruption.Course interruption;
    private final ArrayDeque<ReplaySplit> waiting = new ArrayDeque<>();
    private CompletableFuture<Void> available = new CompletableFuture<>();
    private boolean lastSplitKnown;
    private @Nullable Running running;

    ReplayReader(ReplaySource.Config config) {
        this.config = config;
        this.board = ProgressBoard.of(config.run(), config.partitions());
        this.interruption = new Interruption.Course(config.interruption());
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<SequencedEvent> out) {
        try {
            return readNext(out);
        } catch (RecordException e) {
            board.noteFault(e);
            throw e;
        }
    }

    private InputStatus readNext(ReaderOutput<SequencedEvent> out) {
        if (interruption.isHolding()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        Running current = running;
        if (current == null) {
            ReplaySplit next = waiting.poll();
            if (next == null) {
                return nothingLeft();
            }
            current = new Running(next, config);
            running = current;
        }
        if (!emit(current, out)) {
            current.close();
            running = null;
        }
        board.note(current.split.partition(), current.ticks, current.records.filesBegun());
        return InputStatus.MORE_AVAILABLE;
    }

    /** @return false when the split is at its end */
    private boolean emit(Running current, ReaderOutput<SequencedEvent> out) {
        for (int i = 0; i < EVENTS_A_POLL; i++) {
            SequencedEvent event = current.log.next();
            if (event == null) {
                return false;
            }
            out.collect(event);
            current.emitted++;
            interruption.afterEvent();
            if (event.event() instanceof Tick) {
                current.ticks++;
                if (!interruption.afterTick()) {
                    available = new CompletableFuture<>();
                    return true;
                }
            }
        }
        return true;
    }

    private InputStatus nothingLeft() {
        if (lastSplitKnown) {
            interruption.atEnd();
            return InputStatus.END_OF_INPUT;
        }
        if (available.isDone()) {
            available = new CompletableFuture<>();
        }
        return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        boolean work = running != null || !waiting.isEmpty() || lastSplitKnown;
        return work && !interruption.isHolding() ? CompletableFuture.completedFuture(null) : available;
    }

    @Override
    public void addSplits(List<ReplaySplit> splits) {
        waiting.addAll(splits);
        wake();
    }

    @Override
    public void notifyNoMoreSplits() {
        lastSplitKnown = true;
        wake();
    }

    private void wake() {
        if (!interruption.isHolding()) {
            available.complete(null);
        }
    }

    @Override
    public List<ReplaySplit> snapshotState(long checkpointId) {
        interruption.snapshot(checkpointId);
        List<ReplaySplit> splits = new ArrayList<>(waiting);
        if (running != null) {
            splits.add(0, running.split.after(running.emitted));
        }
        return splits;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        if (interruption.completed(checkpointId)) {
            wake();
        }
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /** A split being read. */
    private static final class Running {
        private final ReplaySplit split;
        private final RejectsFile rejects;
        private final TickRecords records;
        private final PartitionLog log;
        private long emitted;
        private long ticks;

        Running(ReplaySplit split, ReplaySource.Config config) {
            this.split = split;
            this.rejects = new RejectsFile(config.rejectsOf(split.partition()));
            this.records = TickRecords.open(split.inputs(), rejects);
            this.log = new PartitionLog(split.partition(), records::next, periodEnd(split.inputs()));
            while (emitted < split.emitted()) {
                SequencedEvent passed = log.next();
                if (passed == null) {
                    throw new IllegalStateException("recording has become shorter: events=" + emitted);
                }
                emitted++;
                ticks += passed.event() instanceof Tick ? 1 : 0;
            }
        }

        private static long periodEnd(List<RecordInput> inputs) {
            long end = Long.MIN_VALUE;
            for (RecordInput input : inputs) {
                end = Math.max(end, input.options().toMicros());
            }
            return end;
        }

        void close() {
            records.close();
            rejects.close();
        }
    }
}
