package io.tickpilot.mql4.expert;

import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.FaultProxy;
import io.tickpilot.bridge.FaultProxy.Fault;
import io.tickpilot.bridge.MessageRelay;
import java.io.IOException;
import java.util.Map;

/**
 * One terminal's lines to the bridge. Both ZeroMQ lines can fail as TCP lines do; where it is asked for, whole messages besides get
 * lost, come twice or come late on both all the while. The WebSocket is the way around and is always well.
 */
final class SoakLines implements AutoCloseable {
    private static final double DISTURBED = 0.01;

    private final FaultProxy control;
    private final FaultProxy signals;
    private final MessageRelay requests;
    private final MessageRelay published;
    private final String webSocket;
    private volatile boolean well = true;

    SoakLines(BridgeAddresses bridge, boolean disturbed, long seed) throws IOException {
        control = new FaultProxy(BridgePorts.of(bridge.control()), seed);
        signals = new FaultProxy(BridgePorts.of(bridge.signals()), seed + 1);
        requests = disturbed ? MessageRelay.ofRequests(control.address(), seed + 2) : null;
        published = disturbed ? MessageRelay.ofPublished(signals.address(), seed + 3) : null;
        webSocket = bridge.webSocket();
        disturb(DISTURBED);
    }

    private void disturb(double probability) {
        if (requests != null) {
            requests.disturb(probability);
            published.disturb(probability);
        }
    }

    /** Inputs of the EA. */
    Map<String, String> addresses() {
        return Map.of(
                "ControlAddresses", requests == null ? control.address() : requests.address(),
                "SignalAddresses", published == null ? signals.address() : published.address(),
                "WebSocketAddress", webSocket);
    }

    void setControl(Fault fault) {
        well = fault == Fault.NONE;
        control.set(fault);
    }

    void setSignals(Fault fault) {
        well = fault == Fault.NONE;
        signals.set(fault);
    }

    void setBoth(Fault fault) {
        setControl(fault);
        setSignals(fault);
    }

    /** As lines should be. */
    void heal() {
        setBoth(Fault.NONE);
        disturb(0);
    }

    boolean isWell() {
        return well;
    }

    /** What the relays did, for people. */
    String told() {
        return requests == null
                ? ""
                : (requests.dropped() + published.dropped()) + " messages dropped, "
                        + (requests.doubled() + published.doubled()) + " doubled, "
                        + (requests.delayed() + published.delayed()) + " late";
    }

    @Override
    public void close() throws Exception {
        if (requests != null) {
            requests.close();
            published.close();
        }
        control.close();
        signals.close();
    }
}
