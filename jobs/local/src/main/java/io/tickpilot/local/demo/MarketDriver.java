package io.tickpilot.local.demo;

import io.tickpilot.core.event.Tick;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays a market in its own thread: first the warm-up as fast as the receiver takes it, then at a given
 * speed.
 */
final class MarketDriver implements Runnable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Where ticks go; blocks while it cannot take one. */
    interface Receiver {
        void take(Tick tick) throws InterruptedException;
    }

    private final Iterator<Tick> ticks;
    private final double speed;
    private final long warmUpMicros;
    private final Runnable onLive;
    private final Receiver receiver;
    private volatile long marketMicros;
    private volatile boolean stopped;
    private boolean live;
    private volatile boolean exhausted;

    /**
     * @param speed market seconds per second, positive, infinite for as fast as possible
     * @param warmUpMicros market time to play at full speed first
     * @param onLive called on the playing thread before the first tick after the warm-up
     */
    MarketDriver(Iterator<Tick> ticks, double speed, long warmUpMicros, Runnable onLive, Receiver receiver) {
        this.ticks = ticks;
        this.speed = speed;
        this.warmUpMicros = warmUpMicros;
        this.onLive = onLive;
        this.receiver = receiver;
    }

    @Override
    public void run() {
        try {
            play();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exhausted = !stopped;
        }
    }

    private void play() throws InterruptedException {
        long firstMicros = Long.MIN_VALUE;
        long liveSinceMicros = 0;
        long liveSinceNanos = 0;
        while (!stopped && ticks.hasNext()) {
            Tick tick = ticks.next();
            if (firstMicros == Long.MIN_VALUE) {
                firstMicros = tick.eventTimeMicros();
            }
            if (!live && tick.eventTimeMicros() - firstMicros >= warmUpMicros) {
                live = true;
                liveSinceMicros = tick.eventTimeMicros();
                liveSinceNanos = System.nanoTime();
                onLive.run();
            }
            if (live && !Double.isInfinite(speed)) {
                waitFor(tick.eventTimeMicros(), liveSinceMicros, liveSinceNanos);
            }
            marketMicros = tick.eventTimeMicros();
            receiver.take(tick);
        }
    }

    private void waitFor(long dueMicros, long liveSinceMicros, long liveSinceNanos) {
        while (!stopped && !Thread.currentThread().isInterrupted()) {
            long now = liveSinceMicros + (long) ((System.nanoTime() - liveSinceNanos) / 1e3 * speed);
            if (now >= dueMicros) {
                return;
            }
            marketMicros = now;
            long nanosLeft = (long) ((dueMicros - now) * 1e3 / speed);
            LockSupport.parkNanos(Math.min(PAUSE_NANOS, nanosLeft));
        }
    }

    /** Market time now, epoch microseconds, UTC; 0 before the first tick. */
    long marketMicros() {
        return marketMicros;
    }

    /** Whether recorded data has come to its end. */
    boolean isExhausted() {
        return exhausted;
    }

    void stop() {
        stopped = true;
    }
}
