package io.tickpilot.bridge;

/**
 * Where a running bridge listens; ZeroMQ addresses are such as {@code tcp://127.0.0.1:5555}.
 *
 * @param signals PUB to terminals
 * @param control ROUTER for terminals, feeds and operators
 * @param fastCopy PUB of sequenced records to the hot job
 * @param signalsIn PULL from the hot job
 * @param webSocket for terminals that ZeroMQ does not reach, such as {@code ws://127.0.0.1:5557/}; empty when it is off
 */
public record BridgeAddresses(String signals, String control, String fastCopy, String signalsIn, String webSocket) {}
