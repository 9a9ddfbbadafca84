package io.tickpilot.bridge;

/**
 * How a client of the ZeroMQ door fares.
 *
 * @param name its key's; where no keys are wanted as it calls itself, and as nobody may rely on
 * @param role its key's, or as it calls itself
 * @param address where it was seen last, without the port
 * @param connected whether it was heard of within the last ten seconds
 * @param lastSeenMicros wall time of its last message
 * @param roundTripMicros as it told last; -1 before
 * @param offsetMicros its clock minus the bridge's, by its last heartbeat and round trip; 0 before
 * @param unacknowledged requests that wait for the journal
 * @param messages taken, with {@code bytes}; {@code events} of them for the log
 * @param slowed messages not taken because the client sent too much
 * @param refused requests its role does not allow
 */
public record ClientHealth(
        String name,
        String role,
        String address,
        boolean connected,
        long lastSeenMicros,
        long roundTripMicros,
        long offsetMicros,
        int unacknowledged,
        long messages,
        long bytes,
        long events,
        long slowed,
        long refused) {}
