package io.tickpilot.flink.connector.zeromq.source;

import java.util.Set;

/**
 * What the enumerator must not forget: which topics readers have, or have read to their end. All others are to be given
 * out, topics new in the configuration among them.
 */
public record TopicEnumeratorState(Set<String> assigned) {
    public TopicEnumeratorState {
        assigned = Set.copyOf(assigned);
    }
}
