package io.tickpilot.bridge.client;

import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.wire.Partitions;
import io.tickpilot.wire.proto.Welcome;

/**
 * The symbols that a bridge leads, as it says when it is greeted.
 *
 * @param partitions of the journal
 */
record LedSymbols(int partitions, BridgeSettings.Share share) {

    static LedSymbols of(Welcome welcome) {
        return welcome.getShares() == 0
                ? new LedSymbols(1, BridgeSettings.Share.ALL)
                : new LedSymbols(
                        welcome.getPartitions(), new BridgeSettings.Share(welcome.getShare(), welcome.getShares()));
    }

    boolean has(String symbol) {
        return share.has(Partitions.of(symbol, partitions));
    }
}
