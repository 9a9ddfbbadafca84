package io.tickpilot.bridge;

/**
 * Where a running bridge listens, as ZeroMQ addresses such as {@code tcp://127.0.0.1:5555}.
 *
 * @param signals PUB to terminals
 * @param control ROUTER for terminals, feeds and operators
 * @param fastCopy PUB of sequenced records to the hot job
 * @param signalsIn PULL from the hot job
 */
public record BridgeAddresses(String signals, String control, String fastCopy, String signalsIn) {}
