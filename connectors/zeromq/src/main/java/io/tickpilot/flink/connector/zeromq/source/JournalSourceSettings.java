package io.tickpilot.flink.connector.zeromq.source;

import io.tickpilot.flink.connector.zeromq.JournalStart;
import io.tickpilot.flink.connector.zeromq.internal.SocketSettings;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the source reads.
 *
 * @param maxParallelism number of partitions, equal to the maximum parallelism of the environment
 * @param live how to reach the fast copy; null: the journal is the only source
 * @param pendingLimit records held back a partition while it catches up
 * @param silence after which a partition's live copy is not relied on any more, and its journal read, until a record comes
 * @param journalWait how long a snapshot may wait for the journal before the task fails and rewinds
 */
record JournalSourceSettings(
        int maxParallelism,
        @Nullable SocketSettings live,
        JournalStart start,
        int pendingLimit,
        Duration silence,
        Duration journalWait)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
