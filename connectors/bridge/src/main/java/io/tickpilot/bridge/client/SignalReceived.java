package io.tickpilot.bridge.client;

/**
 * What a terminal did with a signal.
 *
 * @param symbol of the signal: it is told to the bridge that leads it, from which the signal came
 * @param reason why it was refused, else empty
 */
public record SignalReceived(String symbol, String signalId, Stage stage, String reason, long clientMicros) {

    /** How far the signal came. */
    public enum Stage {
        RECEIVED,
        EXECUTED,
        REFUSED
    }
}
