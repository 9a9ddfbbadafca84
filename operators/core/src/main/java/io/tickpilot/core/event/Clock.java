package io.tickpilot.core.event;

/** The sequencer's clock, one per partition and second, expanded to each symbol: closes bars of quiet markets. */
public record Clock(String symbol, long eventTimeMicros) implements LogEvent {}
