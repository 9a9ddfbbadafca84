package io.tickpilot.bench.latency;

/** Where the server listens: the bridge's and the echo's pair of sockets. */
public record ServerAddresses(String control, String signals, String echoControl, String echoPublished) {}
