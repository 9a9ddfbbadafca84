package io.tickpilot.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/** Wakes a thread that waits in a ZeroMQ poller; sockets may not be touched from outside, a pipe may. */
public final class WakePipe implements AutoCloseable {
    private final Pipe pipe;
    private final AtomicBoolean ringing = new AtomicBoolean();
    private final ByteBuffer drain = ByteBuffer.allocate(16);

    public WakePipe() {
        try {
            pipe = Pipe.open();
            pipe.source().configureBlocking(false);
            pipe.sink().configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException("pipe cannot be opened", e);
        }
    }

    /** From any thread; costs a system call only when the waiting thread has not been woken yet. */
    public void ring() {
        if (ringing.compareAndSet(false, true)) {
            try {
                pipe.sink().write(ByteBuffer.wrap(new byte[1]));
            } catch (IOException e) {
                // Closed: nobody waits any more.
            }
        }
    }

    /**
     * By the waiting thread whenever the channel is readable, before it looks at what it was woken for. Drains first: a
     * ring in between finds the bell still ringing, and its work is seen by the look that follows.
     */
    public void clear() {
        try {
            drain.clear();
            while (pipe.source().read(drain) > 0) {
                drain.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("pipe cannot be read", e);
        }
        ringing.set(false);
    }

    public SelectableChannel channel() {
        return pipe.source();
    }

    @Override
    public void close() {
        try {
            pipe.sink().close();
            pipe.source().close();
        } catch (IOException e) {
            throw new UncheckedIOException("pipe cannot be closed", e);
        }
    }
}
