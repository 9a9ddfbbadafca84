package io.tickpilot.bridge;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** What the sequencer calls now, in epoch microseconds. Thread-safe. */
public interface MarketClock {

    long micros();

    /** Told the event time of every tick before it is sequenced; a clock driven by the market follows it. */
    default void observe(long eventTimeMicros) {}

    /** The machine's clock, UTC. */
    static MarketClock system() {
        return () -> {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
        };
    }

    /** A clock that somebody else sets. */
    static Settable settable(long micros) {
        return new Settable(micros);
    }

    /**
     * A clock that is as late as the latest tick seen: for recorded or simulated markets that run at another speed than
     * the world. Stands at 0 until the first tick.
     */
    static MarketClock following() {
        return new Following();
    }

    /** Never falls: an earlier time is ignored. */
    final class Settable implements MarketClock {
        private final AtomicLong micros;

        private Settable(long micros) {
            this.micros = new AtomicLong(micros);
        }

        public void advanceTo(long newMicros) {
            micros.accumulateAndGet(newMicros, Math::max);
        }

        @Override
        public long micros() {
            return micros.get();
        }
    }

    /**
     * Follows ticks. One event time that is more than four days ahead (longer than a holiday weekend) is not believed
     * until the next one agrees, or a single broken stamp would stop the clock for years.
     */
    final class Following implements MarketClock {
        private static final long LEAP_MICROS = 4L * 86_400_000_000L;

        private volatile long micros;
        private long doubted;

        private Following() {}

        @Override
        public long micros() {
            return micros;
        }

        @Override
        public synchronized void observe(long eventTimeMicros) {
            if (eventTimeMicros <= micros) {
                return;
            }
            boolean leap = micros != 0 && eventTimeMicros - micros > LEAP_MICROS;
            if (leap && Math.abs(eventTimeMicros - doubted) > LEAP_MICROS) {
                doubted = eventTimeMicros;
                return;
            }
            micros = eventTimeMicros;
        }
    }
}
