package io.tickpilot.flink.connector.zeromq.source;

import java.util.List;

/**
 * What the enumerator must not forget. Assigned splits are in the readers' state.
 *
 * @param maxParallelism number of partitions, fixed for the life of the state
 * @param unassigned splits no reader had at that moment
 */
public record JournalEnumeratorState(int maxParallelism, List<JournalSplit> unassigned) {
    public JournalEnumeratorState {
        unassigned = List.copyOf(unassigned);
    }
}
