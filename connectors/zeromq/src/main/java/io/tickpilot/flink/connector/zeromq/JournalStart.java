package io.tickpilot.flink.connector.zeromq;

/** Where a job without state begins to read. */
public enum JournalStart {
    /** At the oldest record kept. */
    EARLIEST,
    /** After the newest record at that moment. */
    LATEST
}
