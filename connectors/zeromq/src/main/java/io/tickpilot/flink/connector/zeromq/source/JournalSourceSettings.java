package io.tickpilot.flink.connector.zeromq.source;

import io.tickpilot.flink.connector.zeromq.JournalStart;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How the source reads.
 *
 * @param maxParallelism number of partitions, equal to the maximum parallelism of the environment
 * @param liveEndpoints addresses of the fast copy to connect to; none: the journal is the only source
 * @param receiveHighWaterMark frames ZeroMQ holds before it drops; what is dropped comes from the journal
 * @param pendingLimit records held back a partition while it catches up
 * @param journalWait how long a snapshot may wait for the journal before the task fails and rewinds
 */
record JournalSourceSettings(
        int maxParallelism,
        List<String> liveEndpoints,
        JournalStart start,
        int receiveHighWaterMark,
        int pendingLimit,
        Duration journalWait)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
