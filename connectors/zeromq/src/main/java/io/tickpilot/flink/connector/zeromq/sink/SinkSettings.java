package io.tickpilot.flink.connector.zeromq.sink;

import io.tickpilot.flink.connector.zeromq.internal.SocketSettings;
import java.io.Serializable;
import java.time.Duration;

/**
 * How the sink sends.
 *
 * @param socket its timeout is how long a full socket is waited for at a time
 * @param drainTimeout how long the regular end of the input waits for messages under way
 */
record SinkSettings(SocketSettings socket, WhenFull whenFull, Duration drainTimeout) implements Serializable {
    private static final long serialVersionUID = 1L;
}
