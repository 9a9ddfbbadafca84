package io.tickpilot.bridge;

import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals in Kafka, as they come, from an hour before this bridge was there. The job puts every signal there besides pushing it to
 * the bridge it knows: what a bridge that died has not passed on is not lost, and what it has passed on is known.
 */
final class SignalTail implements TopicFollower.Handler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SignalTail.class);
    /** No signal is valid for longer. */
    private static final Duration BACK = Duration.ofHours(1);

    private final ConcurrentLinkedQueue<Signal> signals = new ConcurrentLinkedQueue<>();
    private final Runnable wake;
    private final TopicFollower follower;

    /** @param wake called when there may be signals to take */
    SignalTail(String bootstrap, Runnable wake) {
        this.wake = wake;
        follower =
                new TopicFollower(bootstrap, Topics.SIGNALS, partition -> true, TopicFollower.Start.within(BACK), this);
    }

    @Override
    public void take(int partition, long at, byte[] value) {
        try {
            signals.add(WireCodec.decodeSignal(value));
        } catch (WireException e) {
            LOG.warn("signal skipped: partition={} offset={}: {}", partition, at, e.getMessage());
        }
    }

    @Override
    public void fetched() {
        wake.run();
    }

    /** The next one, or nothing. */
    @Nullable
    Signal poll() {
        return signals.poll();
    }

    boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        return follower.awaitCaughtUp(timeout);
    }

    @Override
    public void close() {
        follower.close();
    }
}
