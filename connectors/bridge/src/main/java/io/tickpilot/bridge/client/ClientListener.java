package io.tickpilot.bridge.client;

import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.signal.Signal;

/** Told one thing after the other by threads of the client; must not block. */
public interface ClientListener {
    ClientListener NONE = new ClientListener() {};

    /** A valid signal, each id once. */
    default void onSignal(Signal signal) {}

    /**
     * A signal that must not be traded.
     *
     * @param reason {@code expired} or {@code duplicate}
     */
    default void onDropped(Signal signal, String reason) {}

    /**
     * A command that concerns terminals, each once, and never one that a later one about the same thing came before. Those in force
     * are told again after a restart of this client.
     */
    default void onCommand(Command command) {}

    /** The bridge has the report in its journal: it need not be kept to be sent again. */
    default void onJournaled(TradeReport report) {}

    /** A request the bridge will never take; it is not repeated. */
    default void onRefused(String reason) {}
}
