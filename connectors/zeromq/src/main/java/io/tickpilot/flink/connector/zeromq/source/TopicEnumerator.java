package io.tickpilot.flink.connector.zeromq.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.jspecify.annotations.Nullable;

/**
 * Deals the topics out in turn. Readers keep theirs in their own state, which Flink spreads anew when the parallelism
 * changes.
 */
final class TopicEnumerator implements SplitEnumerator<TopicSplit, TopicEnumeratorState> {
    private final SplitEnumeratorContext<TopicSplit> context;
    private final List<String> topics;
    private final boolean bounded;
    private final Set<String> assigned;
    private final Map<String, TopicSplit> unassigned = new TreeMap<>();

    TopicEnumerator(
            SplitEnumeratorContext<TopicSplit> context, List<String> topics, boolean bounded, Set<String> assigned) {
        this.context = context;
        this.topics = topics;
        this.bounded = bounded;
        this.assigned = new TreeSet<>(assigned);
        this.assigned.retainAll(topics);
        for (String topic : topics) {
            if (!assigned.contains(topic)) {
                unassigned.put(topic, new TopicSplit(topic, TopicSplit.UNKNOWN));
            }
        }
    }

    @Override
    public void start() {
        // topics are given out as readers register
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {
        // splits are pushed
    }

    @Override
    public void addSplitsBack(List<TopicSplit> splits, int subtask) {
        for (TopicSplit split : splits) {
            assigned.remove(split.topic());
            unassigned.put(split.topic(), split);
        }
        assign();
    }

    @Override
    public void addReader(int subtask) {
        assign();
        if (bounded) {
            context.signalNoMoreSplits(subtask);
        }
    }

    private void assign() {
        Map<Integer, List<TopicSplit>> assignment = new HashMap<>();
        for (Iterator<TopicSplit> each = unassigned.values().iterator(); each.hasNext(); ) {
            TopicSplit split = each.next();
            int owner = topics.indexOf(split.topic()) % context.currentParallelism();
            if (context.registeredReaders().containsKey(owner)) {
                assignment.computeIfAbsent(owner, k -> new ArrayList<>()).add(split);
                assigned.add(split.topic());
                each.remove();
            }
        }
        if (!assignment.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(assignment));
        }
    }

    @Override
    public TopicEnumeratorState snapshotState(long checkpointId) {
        return new TopicEnumeratorState(assigned);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
