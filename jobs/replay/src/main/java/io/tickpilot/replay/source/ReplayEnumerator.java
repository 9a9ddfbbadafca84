package io.tickpilot.replay.source;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.jspecify.annotations.Nullable;

/** Gives each split to the task that owns its key group, which the engine behind the source relies on. */
final class ReplayEnumerator implements SplitEnumerator<ReplaySplit, List<ReplaySplit>> {
    private final SplitEnumeratorContext<ReplaySplit> context;
    private final int partitions;
    private final List<ReplaySplit> waiting;

    ReplayEnumerator(SplitEnumeratorContext<ReplaySplit> context, int partitions, List<ReplaySplit> splits) {
        this.context = context;
        this.partitions = partitions;
        this.waiting = new ArrayList<>(splits);
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public void addSplitsBack(List<ReplaySplit> splits, int subtask) {
        waiting.addAll(splits);
    }

    @Override
    public void addReader(int subtask) {
        for (Iterator<ReplaySplit> splits = waiting.iterator(); splits.hasNext(); ) {
            ReplaySplit split = splits.next();
            if (owner(split) == subtask) {
                splits.remove();
                context.assignSplit(split, subtask);
            }
        }
        context.signalNoMoreSplits(subtask);
    }

    private int owner(ReplaySplit split) {
        return KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(
                partitions, context.currentParallelism(), split.partition());
    }

    @Override
    public List<ReplaySplit> snapshotState(long checkpointId) {
        return List.copyOf(waiting);
    }

    @Override
    public void close() {}
}
