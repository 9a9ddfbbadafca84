package io.tickpilot.mql4.expert;

import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.BridgeSettings;

/** Ports in addresses such as {@code tcp://127.0.0.1:5555} and {@code ws://127.0.0.1:5557/}. */
final class BridgePorts {
    private BridgePorts() {}

    static int of(String address) {
        return Integer.parseInt(address.replaceAll(".*:(\\d+).*", "$1"));
    }

    /** With which another bridge can be found where this one was. */
    static BridgeSettings.Ports of(BridgeAddresses at) {
        return new BridgeSettings.Ports(
                of(at.signals()), of(at.control()), of(at.fastCopy()), of(at.signalsIn()), of(at.webSocket()));
    }
}
