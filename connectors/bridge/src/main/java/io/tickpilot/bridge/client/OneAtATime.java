package io.tickpilot.bridge.client;

import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.signal.Signal;

/** Tells a listener, that several links tell, one thing after the other. */
final class OneAtATime implements ClientListener {
    private final ClientListener listener;

    OneAtATime(ClientListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void onSignal(Signal signal) {
        listener.onSignal(signal);
    }

    @Override
    public synchronized void onDropped(Signal signal, String reason) {
        listener.onDropped(signal, reason);
    }

    @Override
    public synchronized void onCommand(Command command) {
        listener.onCommand(command);
    }

    @Override
    public synchronized void onJournaled(TradeReport report) {
        listener.onJournaled(report);
    }

    @Override
    public synchronized void onRefused(String reason) {
        listener.onRefused(reason);
    }
}
