package io.tickpilot.flink.connector.zeromq.sink;

/** What a sink does with a record its peer has no room for. */
public enum WhenFull {
    /**
     * Waits for room, and holds back the operators before it. A publishing sink waits for the slowest of its
     * subscribers.
     */
    BLOCK,
    /**
     * Leaves the record out. A pushing sink waits for the send timeout first and counts the loss. A publishing sink
     * leaves out the one subscriber that is slow, at once, and cannot know: ZeroMQ does not tell.
     */
    DROP
}
