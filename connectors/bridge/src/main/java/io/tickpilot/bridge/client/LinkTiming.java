package io.tickpilot.bridge.client;

/**
 * Round trip and clock offset from four time stamps. The offset is taken at the lowest round trip of the last
 * {@value #WINDOW} heartbeats, where the two ways are most alike. One thread.
 */
final class LinkTiming {
    private static final int WINDOW = 16;

    private final long[] roundTrips = new long[WINDOW];
    private final long[] offsets = new long[WINDOW];
    private int count;

    void heartbeat(long clientSend, long bridgeReceive, long bridgeSend, long clientReceive) {
        int slot = count++ % WINDOW;
        roundTrips[slot] = Math.max(0, (clientReceive - clientSend) - (bridgeSend - bridgeReceive));
        offsets[slot] = ((bridgeReceive - clientSend) + (bridgeSend - clientReceive)) / 2;
    }

    /** Of the last heartbeat, microseconds; -1 before the first. */
    long roundTripMicros() {
        return count == 0 ? -1 : roundTrips[(count - 1) % WINDOW];
    }

    /** Bridge's clock minus this one's, microseconds; 0 before the first heartbeat. */
    long offsetMicros() {
        int best = 0;
        for (int i = 1; i < Math.min(count, WINDOW); i++) {
            if (roundTrips[i] < roundTrips[best]) {
                best = i;
            }
        }
        return offsets[best];
    }
}
