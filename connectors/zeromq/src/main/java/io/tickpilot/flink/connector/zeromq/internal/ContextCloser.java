package io.tickpilot.flink.connector.zeromq.internal;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZContext;

/**
 * Closes a context whatever happens to the calling thread. Flink cancels a task by interrupting its thread again and
 * again, and JeroMQ's termination throws when that hits it, which would take the whole task manager down.
 */
public final class ContextCloser {
    private static final Logger LOG = LoggerFactory.getLogger(ContextCloser.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private ContextCloser() {}

    /** Waits until it is closed, a few seconds at most; an interrupt is kept for the caller. */
    public static void close(ZContext context) {
        close(context, Duration.ZERO);
    }

    /**
     * As {@link #close(ZContext)}, but waits longer for sockets that linger; an interrupt ends the longer wait.
     *
     * @param linger of the sockets
     */
    public static void close(ZContext context, Duration linger) {
        Thread closer = new Thread(context::close, "zeromq-close");
        closer.setDaemon(true);
        closer.start();
        long started = System.nanoTime();
        long patienceNanos = PATIENCE.plus(linger).toNanos();
        boolean interrupted = false;
        for (long left = patienceNanos; left > 0 && closer.isAlive(); ) {
            try {
                closer.join(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                interrupted = true;
                patienceNanos = PATIENCE.toNanos();
            }
            left = patienceNanos - (System.nanoTime() - started);
        }
        if (closer.isAlive()) {
            LOG.warn("context is still closing and left to itself: linger={}", linger);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
