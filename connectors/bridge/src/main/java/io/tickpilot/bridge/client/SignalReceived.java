package io.tickpilot.bridge.client;

/**
 * What a terminal did with a signal.
 *
 * @param reason why it was refused, else empty
 */
public record SignalReceived(String signalId, Stage stage, String reason, long clientMicros) {

    /** How far the signal came. */
    public enum Stage {
        RECEIVED,
        EXECUTED,
        REFUSED
    }
}
