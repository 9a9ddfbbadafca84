package io.tickpilot.flink.connector.zeromq;

import java.io.Serializable;

/** Opens the journal; travels with the job graph, so it holds addresses, never connections. */
@FunctionalInterface
public interface JournalReaderFactory extends Serializable {

    /** Called once a reader, in the task thread. */
    JournalReader create();
}
