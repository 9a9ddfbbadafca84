package io.tickpilot.bridge.websocket;

import io.tickpilot.wire.proto.ClientMessage;
import org.jspecify.annotations.Nullable;

/** What came in from a client, in the order it came. */
public final class Received {
    private final Session session;
    private final byte[] frame;
    private final @Nullable ClientMessage message;
    private final @Nullable String fault;
    private final long receivedMicros;

    Received(
            Session session,
            byte[] frame,
            @Nullable ClientMessage message,
            @Nullable String fault,
            long receivedMicros) {
        this.session = session;
        this.frame = frame;
        this.message = message;
        this.fault = fault;
        this.receivedMicros = receivedMicros;
    }

    /** The connection's name among all clients of the bridge. */
    public byte[] client() {
        return session.identity();
    }

    /** As it arrived. */
    public byte[] frame() {
        return frame;
    }

    /** @return null when the frame was malformed */
    public @Nullable ClientMessage message() {
        return message;
    }

    /** Why the frame is malformed, or the request not allowed; null when it is neither. */
    public @Nullable String fault() {
        return fault;
    }

    public long receivedMicros() {
        return receivedMicros;
    }

    /** Makes room for the client's next ones. */
    void taken() {
        session.taken(frame.length);
    }
}
