package io.tickpilot.bridge.client;

/**
 * State of a client's link; of a client with several links their sums, the longest round trip, and whether all are connected.
 *
 * @param queued events that wait to be sent
 * @param inFlight requests without an acknowledgement yet
 * @param accepted events that the bridge journaled for this client; {@code duplicates} it had already
 * @param refused requests the bridge would not take
 * @param resent requests sent again
 * @param slowed times the bridge asked to send less
 * @param signals delivered to the listener
 * @param signalDuplicates dropped as known; {@code signalsExpired} as too late
 * @param gaps times signals were missed and asked for again
 * @param offsetMicros bridge's clock minus this one's, at the lowest round trip lately
 * @param roundTripMicros of the last heartbeat; -1 before the first
 * @param connected whether the bridge answered within the last three seconds
 * @param overWebSocket whether the WebSocket is used now; {@code switches} between it and ZeroMQ so far
 */
public record ClientStats(
        int queued,
        int inFlight,
        long accepted,
        long duplicates,
        long refused,
        long resent,
        long slowed,
        long signals,
        long signalDuplicates,
        long signalsExpired,
        long gaps,
        long offsetMicros,
        long roundTripMicros,
        boolean connected,
        boolean overWebSocket,
        long switches) {

    ClientStats plus(ClientStats other) {
        return new ClientStats(
                queued + other.queued,
                inFlight + other.inFlight,
                accepted + other.accepted,
                duplicates + other.duplicates,
                refused + other.refused,
                resent + other.resent,
                slowed + other.slowed,
                signals + other.signals,
                signalDuplicates + other.signalDuplicates,
                signalsExpired + other.signalsExpired,
                gaps + other.gaps,
                roundTripMicros >= other.roundTripMicros ? offsetMicros : other.offsetMicros,
                Math.max(roundTripMicros, other.roundTripMicros),
                connected && other.connected,
                overWebSocket || other.overWebSocket,
                switches + other.switches);
    }
}
