package io.tickpilot.bridge;

import io.tickpilot.bridge.access.RateLimit;
import io.tickpilot.bridge.access.Role;
import io.tickpilot.bridge.curve.GuardSettings;
import io.tickpilot.bridge.curve.Proof;
import io.tickpilot.wire.proto.Heartbeat;
import io.tickpilot.wire.proto.Hello;
import java.util.concurrent.TimeUnit;

/**
 * One client of the ZeroMQ door over all its connections: its share, and how it fares. Time is an argument. One thread
 * writes, {@link #health} may be called from any.
 */
final class ClientSession {
    private static final long CONNECTED_MICROS = TimeUnit.SECONDS.toMicros(10);
    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);
    /** Not told more often; a client that floods gets no flood of answers. */
    private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long QUEUE_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** A client asks again at least so often, for a limit may have been changed. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final int LONGEST_NAME = 64;

    private final GuardSettings.Limits limits;
    private final RateLimit rate;
    private Proof proof;
    private String name;
    private String role;
    private long seenMicros;
    private long roundTripMicros = -1;
    private long offsetMicros;
    private int unacknowledged;
    private long messages;
    private long bytes;
    private long events;
    private long slowed;
    private long refused;
    private long day;
    private long eventsToday;
    private long toldNanos;
    private String cause = "";

    ClientSession(Proof proof, GuardSettings.Limits limits, long nowNanos) {
        this.proof = proof;
        this.limits = limits;
        rate = new RateLimit(limits.messagesPerSecond(), limits.bytesPerSecond(), nowNanos);
        name = proof.name();
        role = proof.role().text();
        toldNanos = nowNanos - TELL_NANOS;
    }

    /** Whom the connection of the next message is proven to be: the same client, from another place or with another role. */
    synchronized void proven(Proof other) {
        if (!proof.equals(other)) {
            proof = other;
            role = other.name().isEmpty() ? role : other.role().text();
        }
    }

    /** What its key allows; anything where none is wanted. */
    synchronized Role role() {
        return proof.role();
    }

    synchronized String peer() {
        return proof.name().isEmpty() ? proof.address() : proof.name();
    }

    /** @return 0 when the message is within the client's share, else the nanoseconds until it may send again */
    synchronized long admit(int size, long nowNanos, long nowMicros) {
        seenMicros = nowMicros;
        long wait = rate.take(size, nowNanos);
        cause = "too many messages or bytes a second";
        if (wait == 0 && unacknowledged >= limits.unacknowledged()) {
            wait = QUEUE_WAIT_NANOS;
            cause = "too many requests unacknowledged";
        }
        if (wait == 0 && limits.eventsPerDay() > 0 && eventsToday(nowMicros) >= limits.eventsPerDay()) {
            wait = Math.min(
                    LONGEST_WAIT_NANOS,
                    TimeUnit.MICROSECONDS.toNanos(DAY_MICROS - Math.floorMod(nowMicros, DAY_MICROS)));
            cause = "the day's events are used up";
        }
        if (wait == 0) {
            messages++;
            bytes += size;
        } else {
            slowed++;
        }
        return wait;
    }

    /** Why the last message was not admitted. */
    synchronized String cause() {
        return cause;
    }

    /** Whether it is time to tell the client that it must wait. */
    synchronized boolean tell(long nowNanos) {
        if (nowNanos - toldNanos < TELL_NANOS) {
            return false;
        }
        toldNanos = nowNanos;
        return true;
    }

    /** A client without a key is who it says. */
    synchronized void greeted(Hello hello) {
        if (proof.name().isEmpty()) {
            name = shortened(hello.getClient());
            role = shortened(hello.getRole());
        }
    }

    synchronized void heartbeat(Heartbeat heartbeat, long receivedMicros) {
        roundTripMicros = heartbeat.getLastRoundTripMicros();
        offsetMicros = heartbeat.getClientSendMicros() + roundTripMicros / 2 - receivedMicros;
    }

    /** A request waits for the journal, with so many new events; those that are repeated use up nothing. */
    synchronized void waits(int count, long nowMicros) {
        unacknowledged++;
        events += count;
        eventsToday(nowMicros);
        eventsToday += count;
    }

    synchronized void acknowledged() {
        unacknowledged = Math.max(0, unacknowledged - 1);
    }

    /** What waited is forgotten; the client repeats it. */
    synchronized void forgetWaiting() {
        unacknowledged = 0;
    }

    synchronized void refused() {
        refused++;
    }

    synchronized long seenMicros() {
        return seenMicros;
    }

    synchronized ClientHealth health(long nowMicros) {
        return new ClientHealth(
                name,
                role,
                proof.address(),
                nowMicros - seenMicros <= CONNECTED_MICROS,
                seenMicros,
                roundTripMicros,
                offsetMicros,
                unacknowledged,
                messages,
                bytes,
                events,
                slowed,
                refused);
    }

    private long eventsToday(long nowMicros) {
        long today = Math.floorDiv(nowMicros, DAY_MICROS);
        if (today != day) {
            day = today;
            eventsToday = 0;
        }
        return eventsToday;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
    }
}
